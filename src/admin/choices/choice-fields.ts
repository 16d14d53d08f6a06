import type { Attribute } from '../panel-types';

interface Field {
  type: string;
  attribute: Attribute;
}

interface EditView {
  layout: { layout: Field[][][] };
}

/** Lets enumerations with Chinese texts be drawn by our own input; others stay with Strapi's. */
export function offerChoices<View extends EditView>(view: View): View {
  const panels = view.layout.layout.map((rows) => rows.map((row) => row.map(toChoiceField)));
  return { ...view, layout: { ...view.layout, layout: panels } };
}

const toChoiceField = (field: Field): Field =>
  field.type === 'enumeration' && field.attribute.pluginOptions?.mallard?.choices
    ? { ...field, type: 'choice' }
    : field;
