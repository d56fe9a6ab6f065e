import { escapeXml } from '@signalbox/drawing/text';

interface Column<Row> {
  readonly title: string;
  /** HTML. */
  readonly cell: (row: Row) => string;
  /** CSS class: `n` figures are aligned to the right, `w` words may wrap; or one that depends on the row. */
  readonly kind?: 'n' | 'w' | ((row: Row) => string);
}

const LARGE = 50;

/**
 * A table that scrolls by itself where it is too wide. The first column names the row. End tags that HTML does not need
 * are omitted: a ledger of a thousand rows is a third smaller.
 * https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
 */
export function table<Row>(
  label: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  className?: string,
): string {
  const name = className === undefined ? '' : ` class=${className}`;
  const css = ({ kind }: Column<Row>, row?: Row) => {
    if (typeof kind === 'function') return row === undefined ? '' : ` class=${kind(row)}`;
    return kind === undefined ? '' : ` class=${kind}`;
  };
  const head = columns.map((column) => `<th scope=col${css(column)}>${escapeXml(column.title)}`).join('');
  // Where its column has no other cells, it is the row's header by itself (HTML, 4.9.12.2): a tenth of a large table.
  const scope = rows.length > LARGE ? '' : ' scope=row';
  const body = rows.map((row) => {
    const cells = columns.map((column, index) =>
      index === 0
        ? `<th${scope}${css(column, row)}>${column.cell(row)}`
        : `<td${css(column, row)}>${column.cell(row)}`,
    );
    return `<tr>${cells.join('')}`;
  });
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeXml(label)}"><table${name}><thead><tr>${head}<tbody>${body.join('')}</table></div>`;
}
