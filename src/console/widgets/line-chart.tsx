import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { useWords } from '../words/use-words.js';

/** A line of a chart. */
export interface ChartLine {
  readonly label: string;
  /** Name of the custom property that holds its colour, such as `--good`. */
  readonly colour: string;
  /** [points] null where there is none. */
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
}

export interface LineChartProps {
  /** What it shows, for those who do not see it; give the figures beside it too. */
  readonly label: string;
  readonly x: readonly number[]; // [points] ascending
  readonly lines: readonly ChartLine[];
  readonly height?: number; // px
  readonly xWords: (value: number) => string;
  readonly yWords: (value: number) => string;
  /** True where there is nothing between whole numbers, such as months. */
  readonly isWholeX?: boolean;
}

/** Lines over a scale, by uPlot, which is loaded with the first chart. */
export function LineChart(props: LineChartProps): JSX.Element {
  const { t } = useWords();
  const { label, x, lines, height = 260 } = props;
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const shape = lines.map((line) => line.label).join();
  useEffect(() => {
    let isGone = false;
    let watcher: ResizeObserver | undefined;
    const draw = async (): Promise<void> => {
      const [{ default: Plot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]);
      const element = place.current;
      if (isGone || element === null) return;
      const plot = new Plot(
        optionsOf(latest, element, { height, xLabel: t('app.chart.at') }),
        dataOf(latest.current),
        element,
      );
      drawn.current = plot;
      watcher = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
      watcher.observe(element);
    };
    void draw();
    return () => {
      isGone = true;
      watcher?.disconnect();
      drawn.current?.destroy();
      drawn.current = undefined;
    };
  }, [shape, height]);
  useEffect(() => drawn.current?.setData(dataOf(props)), [x, lines]);
  return <div ref={place} class="chart" role="img" aria-label={label} style={{ minHeight: `${height}px` }} />;
}

function dataOf({ x, lines }: LineChartProps): uPlot.AlignedData {
  return [[...x], ...lines.map(({ values }) => [...values])];
}

function optionsOf(
  latest: { readonly current: LineChartProps },
  element: HTMLElement,
  { height, xLabel }: { readonly height: number; readonly xLabel: string },
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line') }, ticks: { stroke: colour('--line') } };
  const { lines, isWholeX = false } = latest.current;
  return {
    width: element.clientWidth,
    height,
    scales: { x: { time: false } },
    axes: [
      {
        ...axis,
        ...(isWholeX ? { incrs: [1, 2, 3, 6, 12, 24, 60] } : {}),
        values: (_, splits) => splits.map((value) => latest.current.xWords(value)),
      },
      { ...axis, size: 70, values: (_, splits) => splits.map((value) => latest.current.yWords(value)) },
    ],
    series: [
      { label: xLabel, value: (_, value) => (value === null ? '' : latest.current.xWords(value)) },
      ...lines.map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        width: 2,
        ...(line.isDashed === true ? { dash: [6, 4] } : {}),
        value: (_: uPlot, value: number | null) => (value === null ? '' : latest.current.yWords(value)),
      })),
    ],
  };
}
