import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

type Row = Record<string, unknown>;

interface Column {
  name: string;
  label: string;
  attribute: { type: string };
  searchable: boolean;
  sortable: boolean;
  cellFormatter: (row: Row) => ReactNode;
}

interface ListView {
  displayedHeaders: unknown[];
  layout: { options?: { mallard?: { addedColumns?: Record<string, string> } } };
}

/** Shows what the server adds to the rows of a list beyond their fields; such a column is last, and nobody can sort by it. */
export function addColumns<View extends ListView>(view: View): View {
  const added = Object.entries(view.layout.options?.mallard?.addedColumns ?? {});
  return { ...view, displayedHeaders: [...view.displayedHeaders, ...added.map(columnOf)] };
}

const columnOf = ([name, label]: [string, string]): Column => ({
  name,
  label,
  attribute: { type: 'custom' },
  searchable: false,
  sortable: false,
  cellFormatter: (row) => <Typography textColor="neutral800">{textOf(row[name])}</Typography>,
});

const textOf = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : '-';
