/**
 * The workflow for a runner without background steps, as docs/monitoring.md tells to write it there.
 * act 0.2.89 and actionlint 1.7.12 do not know `background:` and `wait:`; everything else stays as it is.
 */
export const withoutBackgroundSteps = (text: string) =>
  text
    .replace(/^ *background: true\n( *)with:\n/gm, '$1with:\n$1  mode: background\n')
    .replace(/^ *- (?:wait|cancel): \w+\n/gm, '');
