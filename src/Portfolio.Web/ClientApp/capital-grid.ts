// The grid of a paper on capital: works like the spreadsheet people know, and says what a rule would refuse while it is typed.
import './grid/grid.css';
import { Workspace } from './grid/workspace';

const page = document.querySelector<HTMLElement>('[data-capital-grid]');
if (page) void Workspace.open(page);
