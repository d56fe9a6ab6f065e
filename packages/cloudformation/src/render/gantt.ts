import { mermaidText } from '@signalbox/runner/untrusted';
import { groupBy } from '@signalbox/runner/values';
import type { ResourceReport } from '../model/report.ts';
import { isFailed, isInProgress } from '../model/status.ts';

/** GitHub renders no diagram above 50,000 characters ("Maximum text size in diagram exceeded"). */
const DIAGRAM_LIMIT = 45_000;
const DIAGRAMS = 4;

/**
 * The resources' times as Mermaid Gantt charts, a section a stack: as many charts as the size limit needs. After a rollback
 * a section is a resource, in whose one row stand what was done and how it was undone.
 * @returns the diagrams, and how many resources did not fit even so
 */
export function gantt(resources: readonly ResourceReport[]): { diagrams: string[]; remaining: number } {
  const [root] = resources;
  const twice = new Set(resources.map(placeOf)).size < resources.length;
  const head = twice ? [...ONE_ROW, ...HEAD] : HEAD;
  const sectionOf = (resource: ResourceReport) => (twice ? labelIn(root, resource) : resource.stackName);
  const diagrams: string[] = [];
  let lines: string[] = [];
  let size = 0;
  let section = '';
  let drawn = 0;
  const close = () => {
    if (lines.length > 0) diagrams.push([...head, ...lines].join('\n'));
    lines = [];
    size = 0;
    section = '';
  };
  for (const resource of twice ? byResource(resources).flat() : resources) {
    const name = sectionOf(resource);
    const task = taskOf(
      resource,
      twice ? wordOf(resource, lines.length > 0 && name === section) : resource.logicalId,
    );
    const title = `  section ${mermaidText(name)}`;
    const length = title.length + task.length + 2;
    if (size + length > DIAGRAM_LIMIT) close();
    if (diagrams.length === DIAGRAMS) break;
    lines.push(...(name === section ? [] : [title]), task);
    size += length;
    section = name;
    drawn++;
  }
  close();
  return { diagrams, remaining: resources.length - drawn };
}

/** Tasks of a section stand beside each other (mermaid.js.org/syntax/gantt.html, "Output in compact mode"). */
const ONE_ROW = ['---', 'displayMode: compact', '---'];
const HEAD = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];

const placeOf = ({ stackName, logicalId }: ResourceReport) => `${stackName} ${logicalId}`;

/** With its stack, when that is a nested one. */
const labelIn = (root: ResourceReport | undefined, { stackName, logicalId }: ResourceReport) =>
  stackName === root?.stackName ? logicalId : `${stackName}/${logicalId}`;

/** What was done to each resource, and how it was undone, in the order in which they began. */
export const byResource = (resources: readonly ResourceReport[]): readonly (readonly ResourceReport[])[] => [
  ...groupBy(resources, placeOf).values(),
];

const wordOf = ({ status }: ResourceReport, again: boolean) =>
  isFailed(status) ? 'failed' : again ? 'undone' : isInProgress(status) ? 'under way' : 'done';

function taskOf({ startedAt, seconds, status }: ResourceReport, name: string): string {
  const from = Date.parse(startedAt);
  const mark = isFailed(status) ? 'crit, ' : isInProgress(status) ? 'active, ' : 'done, ';
  // A bar of no width would not be drawn.
  return `  ${mermaidText(name)} :${mark}${from}, ${from + Math.max(500, Math.round(seconds * 1000))}`;
}
