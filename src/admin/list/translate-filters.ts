import type { Choices } from '../panel-types';

interface Filter {
  name: string;
  label: unknown;
  options?: { label: string; value: string }[];
}

interface FilterView {
  displayedFilters: Filter[];
  layout: { options?: { mallard?: { choices?: Record<string, Choices>; moneyFields?: string[] } } };
}

/** Strapi fixes the labels of its two identifiers. */
const IDENTIFIERS: Record<string, string> = { id: '编号', documentId: '文档编号' };

/** Offers list filters in Chinese words. Filters compare stored numbers, so amounts say that they are in fen. */
export function translateFilters<View extends FilterView>(view: View): View {
  const { choices = {}, moneyFields = [] } = view.layout.options?.mallard ?? {};
  const translate = (filter: Filter): Filter => {
    const texts = choices[filter.name];
    const label = IDENTIFIERS[filter.name] ?? filter.label;
    return {
      ...filter,
      label: moneyFields.includes(filter.name) ? `${String(label)}（单位：分）` : label,
      ...(texts ? { options: Object.entries(texts).map(([value, { text }]) => ({ value, label: text })) } : {}),
    };
  };
  return { ...view, displayedFilters: view.displayedFilters.map(translate) };
}
