/** Colours and fonts of a picture. */
export interface Theme {
  readonly text: string;
  /** Less important text. */
  readonly soft: string;
  readonly link: string;
  readonly background: string;
  readonly edge: string;
  /** Behind code and every other row of a table. */
  readonly shade: string;
  readonly green: string;
  readonly red: string;
  readonly blue: string;
  readonly amber: string;
  readonly font: string;
  readonly mono: string;
  /** Of the font of code, in ems of the text around it. */
  readonly monoSize: number;
}

const FONTS = {
  font: '-apple-system, BlinkMacSystemFont, Segoe UI, Noto Sans, Helvetica, Arial, sans-serif',
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  monoSize: 0.9,
};

/** GitHub's own (primer.style/product/primitives/color), on light and on dark. */
export const LIGHT: Theme = {
  ...{ text: '#1f2328', soft: '#59636e', link: '#0969da', edge: '#d1d9e0', shade: '#f6f8fa' },
  ...{ background: '#ffffff', green: '#1a7f37', red: '#cf222e', blue: '#0969da', amber: '#9a6700' },
  ...FONTS,
};

export const DARK: Theme = {
  ...{ text: '#f0f6fc', soft: '#9198a1', link: '#4493f8', edge: '#3d444d', shade: '#151b23' },
  ...{ background: '#0d1117', green: '#3fb950', red: '#f85149', blue: '#4493f8', amber: '#d29922' },
  ...FONTS,
};

const COLOURS = [
  ...(['text', 'soft', 'link', 'background', 'edge', 'shade', 'green', 'red', 'blue', 'amber'] as const),
];
const IN_DARK: Readonly<Record<string, string>> = Object.fromEntries(
  COLOURS.map((name) => [LIGHT[name], DARK[name]]),
);

/**
 * A picture that was drawn in the light theme, in the dark one.
 * @param more dark colours for others that it has, or instead of the theme's: `{ '#b6d4f2': '#1f4b7a' }`
 */
export const inDark = (svg: string, more: Readonly<Record<string, string>> = {}): string =>
  svg.replace(/#[0-9a-f]{6}\b/g, (colour) => more[colour] ?? IN_DARK[colour] ?? colour);
