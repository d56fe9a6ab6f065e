import { mermaidText } from '@signalbox/runner/untrusted';
import type { ResourceReport } from '../model/report.ts';
import { isFailed, isInProgress } from '../model/status.ts';

/** GitHub renders no diagram above 50,000 characters ("Maximum text size in diagram exceeded"). */
const DIAGRAM_LIMIT = 45_000;
const DIAGRAMS = 4;

/**
 * The resources' times as Mermaid Gantt charts, a section a stack: as many charts as the size limit needs.
 * @returns the diagrams, and how many resources did not fit even so
 */
export function gantt(resources: readonly ResourceReport[]): { diagrams: string[]; left: number } {
  const diagrams: string[] = [];
  let lines: string[] = [];
  let size = 0;
  let section = '';
  let drawn = 0;
  const close = () => {
    if (lines.length > 0) diagrams.push([...HEAD, ...lines].join('\n'));
    lines = [];
    size = 0;
    section = '';
  };
  for (const resource of resources) {
    const head = resource.stackName === section ? [] : [`  section ${mermaidText(resource.stackName)}`];
    const added = [...head, task(resource)];
    const length = added.reduce((sum, line) => sum + line.length + 1, 0);
    if (size + length > DIAGRAM_LIMIT) close();
    if (diagrams.length === DIAGRAMS) break;
    if (lines.length === 0 && head.length === 0)
      added.unshift(`  section ${mermaidText(resource.stackName)}`);
    lines.push(...added);
    size += length;
    section = resource.stackName;
    drawn++;
  }
  close();
  return { diagrams, left: resources.length - drawn };
}

const HEAD = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];

function task({ logicalId, startedAt, seconds, status }: ResourceReport): string {
  const from = Date.parse(startedAt);
  const mark = isFailed(status) ? 'crit, ' : isInProgress(status) ? 'active, ' : 'done, ';
  // A bar of no width would not be drawn.
  return `  ${mermaidText(logicalId)} :${mark}${from}, ${from + Math.max(500, Math.round(seconds * 1000))}`;
}
