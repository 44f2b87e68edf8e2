// A small live plot: one or two lines over the last minutes, drawn as SVG.

import { h } from './vendor.js';

const WIDTH = 300;
const HEIGHT = 72;
const PAD = 2;

// The top of the scale: 1, 2 or 5 times a power of ten, so that it does not jump with each sample.
export function ceiling(highest) {
  if (!(highest > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 5, 10].map((factor) => factor * power).find((limit) => limit >= highest);
}

// The points of a line; values are right-aligned, so that a plot that begins grows from the right. null is a gap.
export function points(values, slots, top) {
  const step = (WIDTH - 2 * PAD) / (slots - 1);
  const first = slots - values.length;
  const lines = [];
  let line = [];
  values.forEach((value, index) => {
    if (value === null || value === undefined) {
      lines.push(line);
      line = [];
      return;
    }
    const x = PAD + (first + index) * step;
    const y = HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD);
    line.push([Number(x.toFixed(1)), Number(y.toFixed(1))]);
  });
  lines.push(line);
  return lines.filter((part) => part.length > 0);
}

function path(line) {
  return line.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function area(line) {
  return `${path(line)}L${line.at(-1)[0]} ${HEIGHT}L${line[0][0]} ${HEIGHT}Z`;
}

/** One plot. `series` are { name, values }, oldest first; `format` says a value in words. */
export function Plot({ title, series, slots, format, testid }) {
  const top = ceiling(Math.max(0, ...series.flatMap(({ values }) => values.filter((value) => value !== null))));
  const now = series.map(({ name, values }) => `${name} ${values.at(-1) == null ? 'none' : format(values.at(-1))}`);
  return h(
    'figure',
    { class: 'plot', 'data-testid': testid },
    h(
      'figcaption',
      null,
      h('span', { class: 'plot-title' }, title),
      ...series.map(({ name, values }, index) =>
        h(
          'span',
          { class: `plot-now line-${index}`, key: name },
          series.length > 1 && h('i', { 'aria-hidden': 'true' }),
          series.length > 1 && `${name} `,
          h('b', null, values.at(-1) == null ? '–' : format(values.at(-1))),
        ),
      ),
    ),
    h(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': `${title}: ${now.join(', ')}`,
      },
      [0.5, 1].map((part) => {
        const y = HEIGHT - PAD - part * (HEIGHT - 2 * PAD);
        return h('line', { class: 'grid', x1: 0, x2: WIDTH, y1: y, y2: y });
      }),
      series.map(({ values }, index) =>
        points(values, slots, top).map((line) => [
          index === 0 && line.length > 1 && h('path', { class: `area line-${index}`, d: area(line) }),
          h('path', { class: `line line-${index}`, d: line.length > 1 ? path(line) : `${path(line)}h0.1` }),
        ]),
      ),
    ),
    h('span', { class: 'plot-top', 'aria-hidden': 'true' }, format(top)),
  );
}
