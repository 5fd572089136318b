import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suiteSlug } from '../baseline/slug.ts';
import { artifactStore } from '../baseline/stores/artifact.ts';
import { fileStore } from '../baseline/stores/file.ts';
import { isZip, openZip } from '../evidence/sources/zip.ts';
import type { BaselineStore, GitHub } from '../model/ports.ts';
import type { Context } from '../runner/context.ts';

/** Where a step leaves its records, and under which name the workflow uploads them. */
export interface UploadPlace {
  readonly folder: string;
  readonly name: string;
}

/** `gate`: the input `name` of the step. */
export function uploadPlace(reportFolder: string, gate: string): UploadPlace {
  const suffix = gate === 'default' ? '' : `-${suiteSlug(gate)}`;
  return { folder: join(reportFolder, 'record'), name: `model-gate-baseline${suffix}` };
}

/** Opens the records that runs of the default branch uploaded. Those that an earlier run left in the folder go: they would be uploaded as this run's. */
export function placeArtifacts(github: GitHub, context: Context, { folder, name }: UploadPlace): BaselineStore {
  for (const file of namesIn(folder)) if (file.endsWith('.parquet')) rmSync(join(folder, file), { force: true });
  return artifactStore(github, {
    name,
    // A payload that does not name it is that of a schedule, which runs on the default branch.
    defaultBranch: context.defaultBranch ?? context.ref.replace(/^refs\/heads\//, ''),
    unzip: async (bytes, archive) => (isZip(bytes) ? openZip(bytes, archive) : null),
    folder: fileStore(folder, { random: randomBytes }),
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
