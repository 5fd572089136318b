import type { Comments, Log, Publisher } from '../model/ports.ts';
import type { Report } from '../model/report.ts';
import { type MarkdownOptions, renderMarkdown } from '../report/markdown.ts';
import { isAcknowledged } from '../report/outputs.ts';
import { slugOf } from './marker.ts';
import { keepSection, type Pace } from './shared-comment.ts';

/**
 * GitHub names 65536 characters as the limit of a comment. A budget in UTF-8 bytes below it holds under every way of
 * counting.
 */
const MAX_COMMENT_BYTES = 60_000;

export interface CommentOptions extends Omit<MarkdownOptions, 'maxBytes' | 'marker'> {
  /** Number of the pull request. */
  readonly issue: number;
  /** Keeps the sections of several gates on one pull request apart. */
  readonly name: string;
  /** When a section is first made; one that is there is always brought up to date (`never`: neither). */
  readonly when: 'always' | 'on-change' | 'on-regression' | 'never';
  readonly log: Log;
  readonly pace: Pace;
}

/** Keeps the section of one gate in the comment on a pull request. `url` is that of the comment, once there is one. */
export function commentPublisher(
  comments: Comments,
  { issue, name, when, log, pace, ...form }: CommentOptions,
): Publisher & { readonly url: () => string | null } {
  const slug = slugOf(name);
  let url: string | null = null;
  return {
    name: 'comment',
    url: () => url,
    publish: async (report) => {
      if (when === 'never') return;
      const mayCreate =
        when === 'always' ||
        report.verdict !== 'pass' ||
        isAcknowledged(report) ||
        (when === 'on-change' && hasChanged(report));
      const render = (maxBytes: number) => renderMarkdown(report, { ...form, maxBytes });
      const own = { issue, slug, render, mayCreate, maxBytes: MAX_COMMENT_BYTES };
      const comment = await keepSection(comments, own, pace);
      url = comment?.url ?? null;
      if (comment !== null && !comment.author.isBot) {
        log.warning(
          `The comment was made by ${comment.author.login}, who is no bot, so later runs will not recognise it and ` +
            'comment again. Use the token of the job or of a GitHub App.',
        );
      }
    },
  };
}

/** Whether any metric or example differs from the baseline's. */
const hasChanged = (report: Report): boolean =>
  report.suites.some(
    ({ measurements, flips }) =>
      measurements.some(({ delta }) => delta !== null && delta !== 0) ||
      (flips !== null && flips.worseCount + flips.betterCount > 0),
  );
