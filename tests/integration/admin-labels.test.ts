import { application } from '../support/api';

interface Metadata {
  edit: { label?: string };
  list: { label?: string };
}
interface Configuration {
  metadatas: Record<string, Metadata>;
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
}
interface Attribute {
  type: string;
  enum?: string[];
  pluginOptions?: { mallard?: { choices: Record<string, { text: string }> } };
}

const chinese = /\p{Script=Han}|OpenID|UnionID/u;

const contentTypes = () =>
  Object.entries(
    application().strapi.contentTypes as unknown as Record<string, { attributes: Record<string, Attribute> }>,
  )
    .filter(([uid]) => uid.startsWith('api::') || uid === 'plugin::users-permissions.user')
    .map(([uid, type]) => ({ uid, attributes: type.attributes }));

const configurationOf = (uid: string): Promise<Configuration> => {
  const service = application().strapi.plugin('content-manager').service('content-types') as {
    findConfiguration(type: { uid: string }): Promise<Configuration>;
  };
  return service.findConfiguration({ uid });
};

describe('the admin panel of a fresh installation', () => {
  it('labels every field of every content type in Chinese, in forms and lists', async () => {
    const unlabelled: string[] = [];
    for (const { uid } of contentTypes()) {
      const { metadatas } = await configurationOf(uid);
      for (const [name, { edit, list }] of Object.entries(metadatas)) {
        // Strapi fixes the labels of its two own identifiers.
        if (name === 'id' || name === 'documentId') continue;
        if (![edit.label, list.label].every((label) => chinese.test(label ?? ''))) unlabelled.push(`${uid}.${name}`);
      }
    }
    expect(unlabelled).toEqual([]);
  });

  it('has a Chinese text for every value of every enumeration, and for no other value', () => {
    const wrong = contentTypes().flatMap(({ uid, attributes }) =>
      Object.entries(attributes)
        .filter(([, attribute]) => attribute.type === 'enumeration')
        .filter(([, { enum: values = [], pluginOptions }]) => {
          const choices = pluginOptions?.mallard?.choices ?? {};
          const isChinese = Object.values(choices).every(({ text }) => chinese.test(text));
          return !isChinese || String(Object.keys(choices)) !== String(values);
        })
        .map(([name]) => `${uid}.${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('opens every type with a list of several columns and a form whose rows fit', async () => {
    for (const { uid } of contentTypes()) {
      const { layouts } = await configurationOf(uid);
      expect(layouts.list.length).toBeGreaterThanOrEqual(2);
      for (const row of layouts.edit) {
        expect({ uid, row, width: row.reduce((sum, { size }) => sum + size, 0) <= 12 }).toMatchObject({ width: true });
      }
    }
  });
});
