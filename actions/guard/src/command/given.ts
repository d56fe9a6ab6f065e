import type { Facts } from '@signalbox/slack/event';
import type { Reporter } from '../announce.ts';
import type { Turn } from '../turn.ts';
import type { Commands } from './check.ts';

/** All that a deployment by commands works with. */
export interface Given {
  readonly reporter: Reporter;
  readonly commands: Commands;
  readonly turn: Turn;
  /** Where the watch's own files are. */
  readonly directory: string;
  /** What Slack heard at the start. */
  readonly announced: Facts;
  /** When the deployment began, in milliseconds. */
  readonly began: number;
}
