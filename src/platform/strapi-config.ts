/** The part of Strapi's config helper that our files use. */
export interface ConfigContext {
  env: {
    (name: string): string | undefined;
    array(name: string): string[] | undefined;
  };
}
