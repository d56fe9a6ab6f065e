// Evaluated in the report page by report.peer.ts: `texts` looked at, and `wrongs`, a line each.
/** Contrast as WCAG 2.2 has it (1.4.3): 4.5, and 3 for large text. */
(() => {
  const wrongs = [];
  const root = document.documentElement;
  const most = root.clientWidth;
  if (root.scrollWidth > most)
    wrongs.push(`the page is ${root.scrollWidth} px wide, wider than the window of ${most}`);
  const print = matchMedia('print').matches;

  const channels = (colour) => (/rgba?\(([^)]*)\)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).map(Number);
  const luminance = (colour) => {
    const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };

  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '' || element.closest('title, desc') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height, left, right } = range.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    texts += 1;
    const style = getComputedStyle(element);
    const drawn = element.closest('svg') !== null;
    const [a, b] = [luminance(drawn ? style.fill : style.color), luminance(behind(element))].sort(
      (x, y) => y - x,
    );
    const ratio = ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const words = text.slice(0, 40);
    if (ratio < (large ? 3 : 4.5)) wrongs.push(`"${words}": contrast ${ratio.toFixed(2)}`);
    // A chart is drawn once for a desk and once for a telephone: what is shown is of a size to be read.
    const scale = drawn ? (element.getScreenCTM()?.a ?? 1) : 1;
    if (!print && size * scale < 9) wrongs.push(`"${words}": ${(size * scale).toFixed(1)} px high`);
    const scrolls = element.closest('.scroll') !== null && !print;
    if (!scrolls && (left < -1 || right > most + 1))
      wrongs.push(`"${words}": wider than the window, to ${Math.round(right)}`);
  }
  for (const card of document.querySelectorAll('dl.figures > div, ul.verdicts li'))
    if (card.scrollWidth > card.clientWidth + 1)
      wrongs.push(`"${card.textContent?.slice(0, 40)}": runs out of its card`);
  return { texts, wrongs };
})();
