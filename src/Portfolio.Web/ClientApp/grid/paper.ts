// The figures of a paper as the server sends them (Pages/Capital/GridJson.cs): lists of lists, places instead of keys.

export type Amount = number | string;

/** What bounds a source: code, name, kept back, drawn on it by the paper, then ceiling, given and changed by the whole paper per year. */
export type SourceData = [code: string, name: string, kept: Amount, drawn: Amount, ...years: [Amount | null, Amount, Amount][]];

/** In force, changed by the paper; where they differ from the usual: paid, payable, reason. */
export type CellData = 0 | [inForce: Amount, change: Amount, paid?: Amount, payable?: Amount, reason?: string];

export type ProjectData = [code: string, name: string, programme: number, totalInvestment: Amount | null, allocated: Amount];
export type RowData = [project: number, source: number, need: Amount, allocated: Amount, ...cells: CellData[]];

export interface PaperData {
  kind: string;
  editable: boolean;
  years: number[];
  /** Last closed year; 0 = none is closed. */
  closedTo: number;
  sources: SourceData[];
  programmes: [code: string, name: string][];
  projects: ProjectData[];
  rows: RowData[];
}

/** A cell by its codes, as it stands now. */
export type CellNow = [project: string, source: string, year: number, inForce: Amount, change: Amount, reason: string | null];

/** The answer to a save. */
export interface SaveAnswer {
  message?: string;
  cells?: CellNow[];
  sources?: SourceData[];
  refusals?: { message: string; project?: string; source?: string; year?: string }[];
}

/** Whole đồng; above what a number holds exactly they come as a text. */
export const dong = (amount: Amount): bigint => amount === 0 ? 0n : BigInt(amount);
