import { cleanLine } from './escape.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text of others for Slack's mrkdwn, and for the chats that read the same messages as Markdown (Mattermost, Discord). The three entities
 * keep Slack from seeing links and mentions (`<!channel>`, `<@U1>`); a zero-width space parts a bare mention, an address and a link of
 * Markdown, which other chats would bring to life. At most `maxLength` characters are kept of the text.
 *
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeSlack(text: string, maxLength: number): string {
  return cleanLine(text, maxLength)
    .replace(/@(?=\S)|\](?=[(:[])|:(?=\/\/)|www(?=\.)/gi, '$&\u200b')
    .replace(/[&<>]/g, (character) => ENTITIES[character]!);
}
