/** Which parts of a document stay when room is short: lower first. */
export const PRIORITY = {
  verdict: 0,
  policy: 1,
  link: 2,
  suite: 3,
  footer: 4,
  trouble: 5,
  explanation: 6,
  slices: 7,
  notes: 8,
  reproduce: 9,
  flips: 10,
  held: 11,
  ungated: 12,
} as const;
