// Draws a picture above every table that asks for one. The table is the data: it stays, and says the same in figures.
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { columnAxes } from './columns';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const colours: Record<string, string> = {
  state: '#0b4f6c', other: '#e0a526', unitemised: '#c9d3da', paid_state: '#7fb1c7', paid_other: '#f2d68f',
  both: '#4d5b66', paid_both: '#a9b5bd',
  spent: '#0b4f6c', unspent: '#7fb1c7', unallocated: '#dbe2e7',
  preparation: '#8fb8cc', land_clearance: '#5b94b0', procurement: '#2f7396', construction: '#0b4f6c',
  planned: '#8a99a3', paid: '#0b4f6c',
  completion: '#3d8b5f', settlement: '#7fb493', suspended: '#b3541e', cancelled: '#7d7d7d', none: '#d5dce1',
};
const language = document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN';
const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });

// A value that is not there yet is null: the line ends before it.
interface Series { name: string; key: string; stack: string; values: (number | null)[] }

function read(table: HTMLTableElement): { labels: string[]; series: Series[] } {
  const rows = [...table.tBodies].flatMap(body => [...body.rows]);
  const labels = rows.map(row => {
    const head = row.querySelector('th');
    return head?.dataset.label ?? head?.textContent?.trim() ?? '';
  });
  // Columns that belong to the picture are marked in the head; their cells carry the plain value.
  const heads = [...table.querySelectorAll<HTMLElement>('th[data-series]')].sort((a, b) => order(a) - order(b));
  const cells = rows.map(row => [...row.querySelectorAll<HTMLElement>('td[data-value]')].map(cell => (cell.dataset.value === '' ? null : Number(cell.dataset.value))));
  const series = heads.map((head, column) => ({
    name: head.dataset.seriesName ?? head.textContent?.trim() ?? '',
    key: head.dataset.series ?? '',
    stack: head.dataset.stack ?? 'all',
    values: cells.map(values => values[column] ?? null),
  }));
  return { labels, series };
}

// In a head of two rows the cells of the second row stand left of a cell that spans both.
const order = (head: HTMLElement) => head.getBoundingClientRect().left;

function wrap(label: string, width: number): string {
  const lines = [''];
  for (const word of label.split(' ')) {
    const line = lines[lines.length - 1];
    if (line && line.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.slice(0, 3).join('\n');
}

const values = (narrow: boolean) =>
  ({ type: 'value', splitNumber: narrow ? 3 : 6, axisLabel: { formatter: (value: number) => number.format(value) }, splitLine: { lineStyle: { color: '#e6ebee' } } });

const barAxes = (labels: string[], narrow: boolean) => ({
  xAxis: values(narrow),
  yAxis: {
    type: 'category', inverse: true, data: labels, axisTick: { show: false }, axisLine: { show: false },
    axisLabel: { formatter: (label: string) => wrap(label, narrow ? 14 : 28), lineHeight: 15 },
  },
});

const bars = (series: Series[], width: number) =>
  series.map(one => ({ name: one.name, type: 'bar', stack: one.stack, barMaxWidth: width, data: one.values.map(value => value ?? 0) }));

/** Lines over the months: what was planned is broken, what came is drawn through. */
const curve = (labels: string[], series: Series[], narrow: boolean) => ({
  xAxis: { type: 'category', data: labels, boundaryGap: false, axisLabel: { hideOverlap: true, interval: narrow ? 2 : 0 } },
  yAxis: values(narrow),
  series: series.map(one => ({
    name: one.name, type: 'line', data: one.values, symbolSize: 7, connectNulls: false,
    lineStyle: { width: one.key === 'planned' ? 2 : 3, type: one.key === 'planned' ? 'dashed' : 'solid' },
  })),
});

function draw(table: HTMLTableElement): void {
  const { labels, series } = read(table);
  if (labels.length === 0 || series.length === 0) return;
  const frame = document.createElement('div');
  frame.className = 'chart';
  frame.setAttribute('role', 'img');
  frame.setAttribute('aria-label', table.closest('section')?.querySelector('h2')?.textContent ?? '');
  (table.closest('.table-scroll') ?? table).before(frame);

  const narrow = () => frame.clientWidth < 560;
  const lines = table.dataset.chart === 'curve';
  const used = lines ? series : series.filter(one => one.values.some(value => value));
  // The legend takes as many lines as it needs; on a phone one a series.
  const legend = () => 18 * (narrow() ? used.length : Math.ceil(used.length / 4)) + 8;
  const columns = table.dataset.chart === 'columns';
  frame.style.height = `${(lines ? 300 : columns ? 260 : labels.length * 46 + 48) + legend()}px`;
  const chart = init(frame, undefined, { renderer: 'svg' });
  const unit = table.dataset.chartUnit ?? '';
  const options = () => ({
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: '#33424d' },
    color: used.map(one => colours[one.key] ?? '#5b94b0'),
    grid: { left: 4, right: narrow() ? 12 : 28, top: 8, bottom: legend() + 8, containLabel: true },
    legend: { bottom: 0, left: 0, type: 'plain', orient: narrow() ? 'vertical' : 'horizontal', itemGap: narrow() ? 4 : 14, itemWidth: 12, itemHeight: 12, icon: 'roundRect' },
    // Drawn into the picture: as a box of HTML it would bring styles of its own, which the content policy forbids.
    tooltip: {
      renderMode: 'richText', trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true,
      valueFormatter: (value: unknown) => `${number.format(Number(value))} ${unit}`,
    },
    ...(lines
      ? curve(labels, used, narrow())
      : { ...(columns ? columnAxes(labels, value => number.format(value)) : barAxes(labels, narrow())), series: bars(used, columns ? 44 : 22) }),
  });
  chart.setOption(options());
  new ResizeObserver(() => { chart.resize(); chart.setOption(options()); }).observe(frame);
}

// Texts are measured when they are drawn: with the page's own letters, not with those that stand in until it has come.
await document.fonts.load('12px "Inter Variable"').catch(() => []);
for (const table of document.querySelectorAll<HTMLTableElement>('table[data-chart]')) draw(table);
