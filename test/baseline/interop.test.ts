import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/baseline/encode-record.ts';
import { NO_COLUMNS } from '../../src/model/dataset.ts';
import { RECALL, recordWith, SALT } from './records.ts';

const PYTHON = process.env.MODEL_GATE_PYTHON ?? 'python3';
const READ = `
import json, sys, duckdb, pandas, pyarrow.parquet
path = sys.argv[1]
header = json.loads(pyarrow.parquet.read_metadata(path).metadata[b"model_gate"])
def plain(rows):
    return [[None if cell is None or cell != cell else str(cell) for cell in row] for row in rows[-3:]]
frame = pandas.read_parquet(path)
print(json.dumps({
    "header": header,
    "types": {name: str(kind) for name, kind in frame.dtypes.items()},
    "rows": len(frame),
    "pandas": plain(frame.tail(3).astype(object).values.tolist()),
    "duckdb": plain(duckdb.sql(f"from '{path}'").fetchall()),
}))
`;
const hasReaders = spawnSync(PYTHON, ['-c', 'import duckdb, pandas, pyarrow']).status === 0;
const reason = hasReaders
  ? ''
  : ` (skipped: ${PYTHON} has no pandas, pyarrow and duckdb; MODEL_GATE_PYTHON names another)`;

function readElsewhere(bytes: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  try {
    const path = join(folder, 'record.parquet');
    writeFileSync(path, bytes);
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', READ, path], { encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!hasReaders)(`a record in pandas and DuckDB${reason}`, () => {
  it('has its columns with their types, values and missing cells', () => {
    const read = readElsewhere(
      encodeRecord(
        recordWith({
          measurements: [RECALL],
          keys: new BigUint64Array([3n, 2n ** 64n - 1n, 2n ** 63n]),
          idKey: { kind: 'salt', salt: SALT },
          dataset: {
            ...NO_COLUMNS,
            rows: 3,
            classes: ['a', 'b'],
            label: new Int32Array([0, 1, 1]),
            prediction: new Int32Array([1, -1, 0]),
            scores: [{ className: null, values: new Float64Array([0.125, Number.NaN, 1e-300]) }],
            slices: new Map([['age "band"', { names: ['80+'], codes: new Int32Array([0, 0, 0]) }]]),
          },
        }),
      ),
    );
    expect(read.header).toMatchObject({ schema: 1, suite: 'tumour', rows: 3, measurements: [{ metric: 'recall' }] });
    expect(read.types).toMatchObject({ id: 'uint64', label: 'int32', score_0: 'float64', slice_0: 'int32' });
    expect(read.duckdb).toEqual([
      ['3', '0', '1', '0.125', '0'],
      ['9223372036854775808', '1', '0', '1e-300', '0'],
      ['18446744073709551615', '1', null, null, '0'],
    ]);
    const asWhole = (rows: (string | null)[][]) =>
      rows.map((row) => row.map((cell) => cell?.replace(/\.0$/, '') ?? null));
    expect(asWhole(read.pandas)).toEqual(read.duckdb);
  });

  it('opens without rows, and without columns of its own', () => {
    const scalars = new Map([['bleu', { value: 31.5, standardError: null, n: null }]]);
    const read = readElsewhere(encodeRecord(recordWith({ task: 'metrics', dataset: { ...NO_COLUMNS, scalars } })));
    expect(read.header.scalars).toEqual([{ name: 'bleu', value: 31.5, standard_error: null, n: null }]);
    expect([read.pandas, read.duckdb]).toEqual([[], []]);
  });

  it('opens with several pages of ids', () => {
    const rows = 200_000;
    const keys = BigUint64Array.from({ length: rows }, (_, row) => BigInt(row) * 92_233_720_368_547n);
    const record = recordWith({ dataset: { ...NO_COLUMNS, rows }, keys, idKey: { kind: 'salt', salt: SALT } });
    const read = readElsewhere(encodeRecord(record));
    expect([read.header.rows, read.rows]).toEqual([rows, rows]);
    expect(read.pandas.at(-1)).toEqual([String(keys.at(-1))]);
    expect(read.duckdb.at(-1)).toEqual([String(keys.at(-1))]);
  });
});
