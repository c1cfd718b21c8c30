// Upright bars, one group a year: what stands beside each other is compared, what stands on each other is summed.
export const columnAxes = (labels: string[], shown: (value: number) => string) => ({
  xAxis: { type: 'category', data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: '#b8c5cd' } } },
  yAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: shown }, splitLine: { lineStyle: { color: '#e6ebee' } } },
});
