import { readEnvironment } from '../src/platform/environment';

/** The one parsed environment; everything else reads `strapi.config.get('mallard')`. */
export default () => readEnvironment(process.env);
