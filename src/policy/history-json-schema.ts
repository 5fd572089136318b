import { MAX_HISTORY } from '../model/history.ts';
import {
  HISTORY_METHOD_NAMES,
  HISTORY_METHODS,
  type HistoryMethodSpec,
  type HistoryParameter,
  MIN_SIZE_MEANING,
  WINDOW_MEANING,
} from './history-methods.ts';

/** What `from-history` may be, as JSON Schema: one kind of map a method. */
export function historyJsonSchema(): object {
  const complete = HISTORY_METHOD_NAMES.filter((name) => required(HISTORY_METHODS[name]).length === 0);
  return {
    anyOf: [
      { const: true },
      { enum: complete },
      ...HISTORY_METHOD_NAMES.map((name) => mapOf(name, HISTORY_METHODS[name])),
    ],
  };
}

function mapOf(name: string, spec: HistoryMethodSpec): object {
  const { parameters, leastSize, minSize, limit } = spec;
  const numbers = Object.entries(parameters).map(([key, parameter]) => [key, numberSchema(parameter)]);
  const size = (least: number, description: string) => ({
    type: 'integer',
    minimum: least,
    maximum: MAX_HISTORY,
    description,
  });
  return {
    type: 'object',
    properties: {
      method: { const: name, description: `The limit, where higher is better: ${limit}.` },
      ...Object.fromEntries(numbers),
      window: size(1, WINDOW_MEANING),
      'min-size': size(leastSize, `${MIN_SIZE_MEANING} ${minSize} by default.`),
    },
    required: [...(name === 'mad' ? [] : ['method']), ...required(spec)],
    additionalProperties: false,
  };
}

function required({ parameters }: HistoryMethodSpec): readonly string[] {
  return Object.keys(parameters).filter((key) => parameters[key]!.otherwise === null);
}

function numberSchema({ otherwise, above, least, below, most, share, meaning }: HistoryParameter): object {
  const number = {
    type: 'number',
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
    ...(least === undefined ? {} : { minimum: least }),
    ...(below === undefined ? {} : { exclusiveMaximum: below }),
    ...(most === undefined ? {} : { maximum: most }),
  };
  const description = otherwise === null ? meaning : `${meaning} ${otherwise} by default.`;
  if (!share) return { ...number, description };
  return { anyOf: [number, { type: 'string', pattern: '^\\d{1,6}(\\.\\d{1,12})? ?%$' }], description };
}
