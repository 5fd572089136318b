import type { Slice } from './measurement.ts';
import type { Placed } from './policy.ts';

/** A regression that somebody accepted, up to a value and a date. */
export interface Acknowledgement extends Pick<Placed, 'where'> {
  readonly suite: string;
  readonly metric: string;
  readonly label: string | null;
  readonly across: string | null;
  readonly slice: Slice | null;
  /** The lowest value that is accepted, in the unit of the metric; the highest where lower is better. */
  readonly worst: number;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`: the last day, in UTC, on which it holds. */
  readonly expires: string;
  /** The change that it is about, such as a pull request; for people. */
  readonly change: string | null;
}

/** What a run accepts beyond its policy. */
export interface Acknowledged {
  readonly entries: readonly Acknowledgement[];
  /** Login of who accepted every regression of this one run; null: nobody did. */
  readonly by: string | null;
}

/** What an acknowledgement does to a judgement that fails or warns. */
export type Ruling =
  | { readonly kind: 'accepted' | 'worse' | 'expired'; readonly entry: Acknowledgement }
  /** Somebody accepted whatever got worse in this one run. */
  | { readonly kind: 'labelled'; readonly by: string };

/** Why an entry accepts nothing. `not-needed`: its rules hold; `no-rule`: there is none; `not-acceptable`: what fails is no bad value. */
export interface IdleEntry {
  readonly entry: Acknowledgement;
  readonly why: 'expired' | 'not-needed' | 'no-rule' | 'not-acceptable';
}
