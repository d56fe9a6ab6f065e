/** act 0.2.89 and actionlint 1.7.12 do not know `queue:` of `concurrency:` (GitHub has it since May 2026). */
export const withoutWaitingRoom = (text: string) => text.replace(/^ *queue: max\b.*\n/gm, '');
