import type { RootCause } from '../model/report.ts';
import type { Span } from '../model/span.ts';
import type { StackEvent } from '../model/stack-event.ts';
import type { Operation, Outcome } from '../model/status.ts';
import type { Monitoring } from '../progress/monitoring.ts';
import type { Progress } from '../progress/progress.ts';

/** A resource that takes longer than is likely. */
export interface Delay {
  readonly span: Span;
  readonly elapsedSeconds: number;
  readonly usualSeconds: number;
  /** What usually hangs there, and where to look. */
  readonly hint: string;
  /** What was seen of it, when that and not the time says that it has stalled. */
  readonly evidence?: string;
}

/** What a watch tells while it goes on. */
export type Notice =
  | {
      readonly kind: 'waiting';
      readonly stack: string;
      readonly stackStatus?: string;
      /** One operation is over; the job may begin another one. */
      readonly further: boolean;
    }
  | {
      readonly kind: 'attached';
      readonly operation: Operation;
      readonly stackId: string;
      readonly url?: string;
    }
  | {
      readonly kind: 'event';
      readonly event: StackEvent;
      /** From the operation's begin to the event. */
      readonly elapsedSeconds: number;
      /** Of the operation at the event's time. */
      readonly percent: number;
      /** What had been done is being undone: percent say nothing of that. */
      readonly rollingBack: boolean;
      /** Logical ids of the nested stacks around it. */
      readonly path: string;
    }
  /** Complete will mean configured: the resources may still be settling. */
  | { readonly kind: 'express' }
  /** All resources are done, and CloudFormation itself watches before it ends the operation. */
  | { readonly kind: 'monitoring'; readonly monitoring: Monitoring }
  /** What a resource under way shows of itself before it counts as stalled. */
  | { readonly kind: 'early-warning'; readonly span: Span; readonly words: string }
  /** After every look. */
  | { readonly kind: 'progress'; readonly progress: Progress; readonly rollingBack: boolean }
  | { readonly kind: 'slow' | 'stalled'; readonly delay: Delay }
  /** The first failure: the outcome is bad, even while the rollback goes on. */
  | { readonly kind: 'failing'; readonly cause: RootCause }
  | { readonly kind: 'lost-sight'; readonly message: string }
  /** The update was to be cancelled, but goes on. */
  | { readonly kind: 'not-cancelled'; readonly message: string }
  | { readonly kind: 'regained'; readonly seconds: number }
  | {
      readonly kind: 'decided';
      readonly operation: Operation;
      readonly outcome: Outcome;
      readonly stackStatus: string;
    };
