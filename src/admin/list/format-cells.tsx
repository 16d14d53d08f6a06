import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { ChoiceBadge } from '../choices/choice-badge';
import { priceTag } from '../money/yuan-text';
import type { Attribute, Choices } from '../panel-types';
import { momentText } from './moment-text';

type Row = Record<string, unknown>;

interface Column {
  name: string;
  attribute: Attribute;
  cellFormatter?: (row: Row) => ReactNode;
}

interface ListView {
  displayedHeaders: Column[];
}

/** Shows money in yuan, enumerations as coloured words and instants short, in every list of the content manager. */
export function formatCells<View extends ListView>(view: View): View {
  return { ...view, displayedHeaders: view.displayedHeaders.map(formatColumn) };
}

function formatColumn(column: Column): Column {
  const format = formatOf(column.attribute);
  if (column.cellFormatter || !format) return column;
  return { ...column, cellFormatter: (row) => format(row[column.name]) };
}

function formatOf({ type, customField, pluginOptions }: Attribute): ((value: unknown) => ReactNode) | undefined {
  if (customField === 'global::money') return moneyCell;
  if (customField === 'global::money-total') return moneyTotalCell;
  if (type === 'datetime') return momentCell;
  const choices = pluginOptions?.mallard?.choices;
  return choices && ((value) => choiceCell(choices, value));
}

const text = (content: string) => <Typography textColor="neutral800">{content}</Typography>;

const moneyCell = (value: unknown) => text(typeof value === 'number' ? priceTag(value) : '-');

/** Integers of 64 bits travel as text. */
const moneyTotalCell = (value: unknown) => moneyCell(typeof value === 'string' ? Number(value) : value);

const momentCell = (value: unknown) => text(typeof value === 'string' ? momentText(new Date(value)) : '-');

function choiceCell(choices: Choices, value: unknown): ReactNode {
  if (typeof value !== 'string') return text('-');
  const choice = choices[value];
  return choice ? <ChoiceBadge {...choice} /> : text(value);
}
