/**
 * What a failed request means for what comes next.
 * - `retry`: not done, worth another try after a pause.
 * - `ambiguous`: it may have been done; read back before a post is repeated.
 * - `config`: a person must repair the token, a scope or the channel; the message keeps waiting.
 * - `payload`: Slack refuses this message as it is; it may accept it plainer.
 * - `gone`: the message to change or answer no longer is, or can no longer be changed.
 * - `late`: a scheduled message was already sent.
 */
type Fault = 'retry' | 'ambiguous' | 'config' | 'payload' | 'gone' | 'late';

export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly fault: Fault;
  /** Slack's own code, or `http_503`, `connection`, `timeout`. */
  readonly code: string;
  /** Slack asked for this pause. */
  readonly retryAfterMs: number | undefined;
  /** HTTP said 2xx although the body was not understood: done, as far as a caller may assume. */
  readonly accepted: boolean;

  constructor(message: string, what: SlackFault) {
    super(message);
    this.fault = what.fault;
    this.code = what.code;
    // A pause of nothing is no answer to how long: our own backoff applies.
    this.retryAfterMs = (what.retryAfterMs ?? 0) > 0 ? what.retryAfterMs : undefined;
    this.accepted = what.accepted ?? false;
  }
}

export interface SlackFault {
  readonly fault: Fault;
  readonly code: string;
  readonly retryAfterMs?: number | undefined;
  readonly accepted?: boolean;
}

// Slack's reference pages of the methods we call list these. `ok: false` comes with HTTP 200.
const TABLE: Readonly<Record<Exclude<Fault, 'config'>, readonly string[]>> = {
  retry: [
    ...['ratelimited', 'rate_limited', 'message_limit_exceeded', 'update_failed', 'request_timeout'],
    ...['external_channel_migrating', 'team_added_to_org', 'streaming_state_conflict'],
  ],
  ambiguous: ['internal_error', 'fatal_error', 'service_unavailable'],
  payload: [
    ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'no_text'],
    ...['metadata_too_large', 'invalid_metadata_format', 'invalid_metadata_schema', 'block_mismatch'],
    ...['too_many_attachments', 'too_many_contact_cards', 'invalid_arguments', 'invalid_payload'],
    ...['invalid_attachments', 'attachment_payload_limit_exceeded', 'metadata_must_be_sent_from_app'],
  ],
  gone: [
    ...['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed', 'is_inactive'],
    ...['cant_delete_message', 'cannot_reply_to_message', 'no_reaction', 'already_reacted'],
  ],
  late: ['invalid_scheduled_message_id', 'time_in_past'],
};

/** By Slack's error code. A code we do not know waits for a person: it is loud, and nothing is lost. */
export function faultOf(code: string): Fault {
  for (const [fault, codes] of Object.entries(TABLE)) if (codes.includes(code)) return fault as Fault;
  return 'config';
}

const REPAIRS: Readonly<Record<string, string>> = {
  invalid_auth: 'Slack does not accept the token in input "slack-token"; copy the Bot User OAuth Token anew',
  not_authed: 'input "slack-token" is empty',
  token_revoked: 'the token in input "slack-token" was revoked; install the app again',
  token_expired: 'the token in input "slack-token" has expired; install the app again',
  account_inactive: 'the app of input "slack-token" was removed from the workspace; install it again',
  not_allowed_token_type: 'input "slack-token" needs a bot token (xoxb-...)',
  channel_not_found:
    'there is no such channel, or it is private and the bot is not in it; use the channel id and invite the bot',
  not_in_channel: 'invite the bot to the channel, or give it the scope chat:write.public',
  is_archived: 'the channel is archived; use another one',
  restricted_action: 'a workspace setting keeps the bot from posting in this channel',
  no_service: 'the webhook of input "slack-webhook-url" no longer exists; make a new one',
  no_active_hooks: 'the webhook of input "slack-webhook-url" is disabled; make a new one',
  channel_is_archived: 'the channel of the webhook is archived; make a webhook for another one',
};

/** One line: who refused what, the code that was given, and how to repair it. */
export function explain(
  refusal: string,
  code: string,
  scopes?: { needed?: string; provided?: string },
): string {
  const said = `${refusal}: ${code}`;
  if (code === 'missing_scope' || code === 'no_permission') {
    return `${said}. The app needs the scope ${scopes?.needed || 'that the method asks for'} (it has ${scopes?.provided || 'others'}); add it and install the app again.`;
  }
  const repair = REPAIRS[code];
  return repair === undefined ? `${said}.` : `${said}: ${repair}.`;
}
