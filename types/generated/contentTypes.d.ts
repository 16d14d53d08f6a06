import type { Schema, Struct } from '@strapi/strapi';

export interface AdminApiToken extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_api_tokens';
  info: {
    description: '';
    displayName: 'Api Token';
    name: 'Api Token';
    pluralName: 'api-tokens';
    singularName: 'api-token';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    accessKey: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    adminPermissions: Schema.Attribute.Relation<'oneToMany', 'admin::permission'>;
    adminUserOwner: Schema.Attribute.Relation<'manyToOne', 'admin::user'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }> &
      Schema.Attribute.DefaultTo<''>;
    encryptedKey: Schema.Attribute.Text &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    expiresAt: Schema.Attribute.DateTime;
    kind: Schema.Attribute.Enumeration<['content-api', 'admin']> &
      Schema.Attribute.Required &
      Schema.Attribute.DefaultTo<'content-api'>;
    lastUsedAt: Schema.Attribute.DateTime;
    lifespan: Schema.Attribute.BigInteger;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::api-token'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.Unique &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    permissions: Schema.Attribute.Relation<'oneToMany', 'admin::api-token-permission'>;
    publishedAt: Schema.Attribute.DateTime;
    type: Schema.Attribute.Enumeration<['read-only', 'full-access', 'custom']> &
      Schema.Attribute.DefaultTo<'read-only'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface AdminApiTokenPermission extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_api_token_permissions';
  info: {
    description: '';
    displayName: 'API Token Permission';
    name: 'API Token Permission';
    pluralName: 'api-token-permissions';
    singularName: 'api-token-permission';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    action: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::api-token-permission'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    token: Schema.Attribute.Relation<'manyToOne', 'admin::api-token'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface AdminPermission extends Struct.CollectionTypeSchema {
  collectionName: 'admin_permissions';
  info: {
    description: '';
    displayName: 'Permission';
    name: 'Permission';
    pluralName: 'permissions';
    singularName: 'permission';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    action: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    actionParameters: Schema.Attribute.JSON & Schema.Attribute.DefaultTo<{}>;
    apiToken: Schema.Attribute.Relation<'manyToOne', 'admin::api-token'>;
    conditions: Schema.Attribute.JSON & Schema.Attribute.DefaultTo<[]>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::permission'> & Schema.Attribute.Private;
    properties: Schema.Attribute.JSON & Schema.Attribute.DefaultTo<{}>;
    publishedAt: Schema.Attribute.DateTime;
    role: Schema.Attribute.Relation<'manyToOne', 'admin::role'>;
    subject: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface AdminRole extends Struct.CollectionTypeSchema {
  collectionName: 'admin_roles';
  info: {
    description: '';
    displayName: 'Role';
    name: 'Role';
    pluralName: 'roles';
    singularName: 'role';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    code: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.Unique &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::role'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.Unique &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    permissions: Schema.Attribute.Relation<'oneToMany', 'admin::permission'>;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    users: Schema.Attribute.Relation<'manyToMany', 'admin::user'>;
  };
}

export interface AdminSession extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_sessions';
  info: {
    description: 'Session Manager storage';
    displayName: 'Session';
    name: 'Session';
    pluralName: 'sessions';
    singularName: 'session';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
    i18n: {
      localized: false;
    };
  };
  attributes: {
    absoluteExpiresAt: Schema.Attribute.DateTime & Schema.Attribute.Private;
    childId: Schema.Attribute.String & Schema.Attribute.Private;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    deviceId: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    expiresAt: Schema.Attribute.DateTime & Schema.Attribute.Required & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::session'> & Schema.Attribute.Private;
    metadata: Schema.Attribute.JSON & Schema.Attribute.Private;
    origin: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    sessionId: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private & Schema.Attribute.Unique;
    status: Schema.Attribute.String & Schema.Attribute.Private;
    type: Schema.Attribute.String & Schema.Attribute.Private;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    userId: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
  };
}

export interface AdminTransferToken extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_transfer_tokens';
  info: {
    description: '';
    displayName: 'Transfer Token';
    name: 'Transfer Token';
    pluralName: 'transfer-tokens';
    singularName: 'transfer-token';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    accessKey: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }> &
      Schema.Attribute.DefaultTo<''>;
    expiresAt: Schema.Attribute.DateTime;
    lastUsedAt: Schema.Attribute.DateTime;
    lifespan: Schema.Attribute.BigInteger;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::transfer-token'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.Unique &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    permissions: Schema.Attribute.Relation<'oneToMany', 'admin::transfer-token-permission'>;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface AdminTransferTokenPermission extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_transfer_token_permissions';
  info: {
    description: '';
    displayName: 'Transfer Token Permission';
    name: 'Transfer Token Permission';
    pluralName: 'transfer-token-permissions';
    singularName: 'transfer-token-permission';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    action: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::transfer-token-permission'> &
      Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    token: Schema.Attribute.Relation<'manyToOne', 'admin::transfer-token'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface AdminUser extends Struct.CollectionTypeSchema {
  collectionName: 'admin_users';
  info: {
    description: '';
    displayName: 'User';
    name: 'User';
    pluralName: 'users';
    singularName: 'user';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    apiTokens: Schema.Attribute.Relation<'oneToMany', 'admin::api-token'> & Schema.Attribute.Private;
    blocked: Schema.Attribute.Boolean & Schema.Attribute.Private & Schema.Attribute.DefaultTo<false>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    email: Schema.Attribute.Email &
      Schema.Attribute.Required &
      Schema.Attribute.Private &
      Schema.Attribute.Unique &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 6;
      }>;
    firstname: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    isActive: Schema.Attribute.Boolean & Schema.Attribute.Private & Schema.Attribute.DefaultTo<false>;
    lastname: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'admin::user'> & Schema.Attribute.Private;
    password: Schema.Attribute.Password &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 6;
      }>;
    preferedLanguage: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    registrationToken: Schema.Attribute.String & Schema.Attribute.Private;
    resetPasswordToken: Schema.Attribute.String & Schema.Attribute.Private;
    resetPasswordTokenExpiresAt: Schema.Attribute.DateTime & Schema.Attribute.Private;
    roles: Schema.Attribute.Relation<'manyToMany', 'admin::role'> & Schema.Attribute.Private;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    username: Schema.Attribute.String;
  };
}

export interface ApiActivityActivity extends Struct.CollectionTypeSchema {
  collectionName: 'activities';
  info: {
    displayName: '\u6D3B\u52A8\u4F4D';
    pluralName: 'activities';
    singularName: 'activity';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          banner: {
            text: '\u8F6E\u64AD\u56FE';
            tone: 'success';
          };
          notice: {
            text: '\u516C\u544A';
            tone: 'warning';
          };
          popup: {
            text: '\u5F39\u7A97';
            tone: 'info';
          };
          topic: {
            text: '\u4E13\u9898';
            tone: 'neutral';
          };
        };
        linkType: {
          coupon: {
            text: '\u4F18\u60E0\u5238';
          };
          none: {
            text: '\u4E0D\u8DF3\u8F6C';
          };
          page: {
            text: '\u5C0F\u7A0B\u5E8F\u9875\u9762';
          };
          product: {
            text: '\u5546\u54C1';
          };
          url: {
            text: '\u7F51\u9875';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    content: Schema.Attribute.Text;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    endsAt: Schema.Attribute.DateTime;
    image: Schema.Attribute.Media<'images'>;
    kind: Schema.Attribute.Enumeration<['popup', 'banner', 'notice', 'topic']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            banner: {
              text: '\u8F6E\u64AD\u56FE';
              tone: 'success';
            };
            notice: {
              text: '\u516C\u544A';
              tone: 'warning';
            };
            popup: {
              text: '\u5F39\u7A97';
              tone: 'info';
            };
            topic: {
              text: '\u4E13\u9898';
              tone: 'neutral';
            };
          };
        };
      }>;
    linkType: Schema.Attribute.Enumeration<['none', 'page', 'product', 'coupon', 'url']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            coupon: {
              text: '\u4F18\u60E0\u5238';
            };
            none: {
              text: '\u4E0D\u8DF3\u8F6C';
            };
            page: {
              text: '\u5C0F\u7A0B\u5E8F\u9875\u9762';
            };
            product: {
              text: '\u5546\u54C1';
            };
            url: {
              text: '\u7F51\u9875';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'none'>;
    linkValue: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::activity.activity'> & Schema.Attribute.Private;
    positions: Schema.Attribute.JSON;
    priority: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    startsAt: Schema.Attribute.DateTime;
    title: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiCatalogBrand extends Struct.CollectionTypeSchema {
  collectionName: 'brands';
  info: {
    displayName: '\u54C1\u724C';
    pluralName: 'brands';
    singularName: 'brand';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.Text;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.brand'> & Schema.Attribute.Private;
    logo: Schema.Attribute.Media<'images'>;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    sort: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiCatalogCategory extends Struct.CollectionTypeSchema {
  collectionName: 'categories';
  info: {
    displayName: '\u5546\u54C1\u5206\u7C7B';
    pluralName: 'categories';
    singularName: 'category';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    children: Schema.Attribute.Relation<'oneToMany', 'api::catalog.category'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    icon: Schema.Attribute.Media<'images'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.category'> & Schema.Attribute.Private;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    parent: Schema.Attribute.Relation<'manyToOne', 'api::catalog.category'>;
    publishedAt: Schema.Attribute.DateTime;
    sort: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiCatalogInventory extends Struct.CollectionTypeSchema {
  collectionName: 'inventories';
  info: {
    displayName: '\u5E93\u5B58';
    pluralName: 'inventories';
    singularName: 'inventory';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    available: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.inventory'> & Schema.Attribute.Private;
    lowStockThreshold: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    reserved: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    sku: Schema.Attribute.Relation<'manyToOne', 'api::catalog.sku'>;
    sold: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiCatalogProduct extends Struct.CollectionTypeSchema {
  collectionName: 'products';
  info: {
    displayName: '\u5546\u54C1';
    pluralName: 'products';
    singularName: 'product';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          physical: {
            text: '\u5B9E\u7269';
          };
          service: {
            text: '\u5230\u5E97\u670D\u52A1';
          };
          virtual: {
            text: '\u865A\u62DF\u5546\u54C1';
          };
        };
        state: {
          draft: {
            text: '\u8349\u7A3F';
            tone: 'neutral';
          };
          off_sale: {
            text: '\u5DF2\u4E0B\u67B6';
            tone: 'warning';
          };
          on_sale: {
            text: '\u9500\u552E\u4E2D';
            tone: 'success';
          };
        };
      };
      moneyFields: ['minPrice', 'maxPrice', 'marketPrice'];
    };
  };
  attributes: {
    brand: Schema.Attribute.Relation<'manyToOne', 'api::catalog.brand'>;
    categories: Schema.Attribute.Relation<'manyToMany', 'api::catalog.category'>;
    cover: Schema.Attribute.Media<'images'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    delistAt: Schema.Attribute.DateTime;
    deliversCommunity: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    deliversExpress: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    deliversPickup: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    description: Schema.Attribute.RichText;
    gallery: Schema.Attribute.Media<'images', true>;
    heldByOperations: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    isHot: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    isNew: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    isRecommended: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    kind: Schema.Attribute.Enumeration<['physical', 'virtual', 'service']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            physical: {
              text: '\u5B9E\u7269';
            };
            service: {
              text: '\u5230\u5E97\u670D\u52A1';
            };
            virtual: {
              text: '\u865A\u62DF\u5546\u54C1';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'physical'>;
    listAt: Schema.Attribute.DateTime;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.product'> & Schema.Attribute.Private;
    marketPrice: Schema.Attribute.Integer & Schema.Attribute.CustomField<'global::money'>;
    maxPrice: Schema.Attribute.Integer & Schema.Attribute.CustomField<'global::money'> & Schema.Attribute.DefaultTo<0>;
    memberLevel: Schema.Attribute.Relation<'manyToOne', 'api::member.member-level'>;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    minPrice: Schema.Attribute.Integer & Schema.Attribute.CustomField<'global::money'> & Schema.Attribute.DefaultTo<0>;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 60;
      }>;
    perUserLimit: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    sales: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    searchText: Schema.Attribute.Text & Schema.Attribute.Private;
    skus: Schema.Attribute.Relation<'oneToMany', 'api::catalog.sku'>;
    sort: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    state: Schema.Attribute.Enumeration<['draft', 'on_sale', 'off_sale']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            draft: {
              text: '\u8349\u7A3F';
              tone: 'neutral';
            };
            off_sale: {
              text: '\u5DF2\u4E0B\u67B6';
              tone: 'warning';
            };
            on_sale: {
              text: '\u9500\u552E\u4E2D';
              tone: 'success';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'draft'>;
    subtitle: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 120;
      }>;
    tags: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    video: Schema.Attribute.Media<'videos'>;
  };
}

export interface ApiCatalogReview extends Struct.CollectionTypeSchema {
  collectionName: 'reviews';
  info: {
    displayName: '\u5546\u54C1\u8BC4\u4EF7';
    pluralName: 'reviews';
    singularName: 'review';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          hidden: {
            text: '\u5DF2\u9690\u85CF';
            tone: 'neutral';
          };
          pending: {
            text: '\u5F85\u5BA1\u6838';
            tone: 'warning';
          };
          visible: {
            text: '\u5DF2\u663E\u793A';
            tone: 'success';
          };
        };
        textCheck: {
          pass: {
            text: '\u901A\u8FC7';
            tone: 'success';
          };
          review: {
            text: '\u9700\u4EBA\u5DE5\u5224\u65AD';
            tone: 'warning';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    content: Schema.Attribute.Text;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    firstVisibleAt: Schema.Attribute.DateTime;
    imageChecks: Schema.Attribute.JSON;
    images: Schema.Attribute.JSON;
    isAnonymous: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.review'> & Schema.Attribute.Private;
    orderItem: Schema.Attribute.Relation<'manyToOne', 'api::order.order-item'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    pointsAwarded: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    product: Schema.Attribute.Relation<'manyToOne', 'api::catalog.product'>;
    publishedAt: Schema.Attribute.DateTime;
    rating: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 5;
          min: 1;
        },
        number
      >;
    repliedAt: Schema.Attribute.DateTime;
    repliedBy: Schema.Attribute.String;
    reply: Schema.Attribute.Text;
    sku: Schema.Attribute.Relation<'manyToOne', 'api::catalog.sku'>;
    specs: Schema.Attribute.JSON;
    state: Schema.Attribute.Enumeration<['pending', 'visible', 'hidden']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            hidden: {
              text: '\u5DF2\u9690\u85CF';
              tone: 'neutral';
            };
            pending: {
              text: '\u5F85\u5BA1\u6838';
              tone: 'warning';
            };
            visible: {
              text: '\u5DF2\u663E\u793A';
              tone: 'success';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'pending'>;
    textCheck: Schema.Attribute.Enumeration<['pass', 'review']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            pass: {
              text: '\u901A\u8FC7';
              tone: 'success';
            };
            review: {
              text: '\u9700\u4EBA\u5DE5\u5224\u65AD';
              tone: 'warning';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'pass'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiCatalogSku extends Struct.CollectionTypeSchema {
  collectionName: 'skus';
  info: {
    displayName: '\u89C4\u683C SKU';
    pluralName: 'skus';
    singularName: 'sku';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: ['price', 'marketPrice', 'cost'];
    };
  };
  attributes: {
    barcode: Schema.Attribute.String & Schema.Attribute.Private;
    code: Schema.Attribute.String & Schema.Attribute.Required;
    cost: Schema.Attribute.Integer &
      Schema.Attribute.Private &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    image: Schema.Attribute.Media<'images'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.sku'> & Schema.Attribute.Private;
    marketPrice: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    price: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      >;
    product: Schema.Attribute.Relation<'manyToOne', 'api::catalog.product'>;
    publishedAt: Schema.Attribute.DateTime;
    sort: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    specs: Schema.Attribute.JSON;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    weightGrams: Schema.Attribute.Integer &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
  };
}

export interface ApiCatalogStockMovement extends Struct.CollectionTypeSchema {
  collectionName: 'stock_movements';
  info: {
    displayName: '\u5E93\u5B58\u6D41\u6C34';
    pluralName: 'stock-movements';
    singularName: 'stock-movement';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        reason: {
          adjust: {
            text: '\u4EBA\u5DE5\u8C03\u6574';
            tone: 'danger';
          };
          correct: {
            text: '\u76D8\u70B9\u66F4\u6B63';
            tone: 'danger';
          };
          import: {
            text: '\u6279\u91CF\u5BFC\u5165';
            tone: 'neutral';
          };
          release: {
            text: '\u53D6\u6D88\u9000\u56DE';
            tone: 'neutral';
          };
          reserve: {
            text: '\u4E0B\u5355\u5360\u7528';
            tone: 'info';
          };
          return_to_stock: {
            text: '\u9000\u8D27\u5165\u5E93';
            tone: 'warning';
          };
          sell: {
            text: '\u4ED8\u6B3E\u552E\u51FA';
            tone: 'success';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    availableAfter: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    availableChange: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::catalog.stock-movement'> & Schema.Attribute.Private;
    note: Schema.Attribute.String;
    operationKey: Schema.Attribute.String & Schema.Attribute.Required;
    operator: Schema.Attribute.String;
    orderNo: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    reason: Schema.Attribute.Enumeration<
      ['reserve', 'release', 'sell', 'return_to_stock', 'adjust', 'import', 'correct']
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            adjust: {
              text: '\u4EBA\u5DE5\u8C03\u6574';
              tone: 'danger';
            };
            correct: {
              text: '\u76D8\u70B9\u66F4\u6B63';
              tone: 'danger';
            };
            import: {
              text: '\u6279\u91CF\u5BFC\u5165';
              tone: 'neutral';
            };
            release: {
              text: '\u53D6\u6D88\u9000\u56DE';
              tone: 'neutral';
            };
            reserve: {
              text: '\u4E0B\u5355\u5360\u7528';
              tone: 'info';
            };
            return_to_stock: {
              text: '\u9000\u8D27\u5165\u5E93';
              tone: 'warning';
            };
            sell: {
              text: '\u4ED8\u6B3E\u552E\u51FA';
              tone: 'success';
            };
          };
        };
      }>;
    reservedChange: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    sku: Schema.Attribute.Relation<'manyToOne', 'api::catalog.sku'>;
    soldChange: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiDeliveryPickupPoint extends Struct.CollectionTypeSchema {
  collectionName: 'pickup_points';
  info: {
    displayName: '\u81EA\u63D0\u70B9';
    pluralName: 'pickup-points';
    singularName: 'pickup-point';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    address: Schema.Attribute.String & Schema.Attribute.Required;
    contactPhone: Schema.Attribute.String & Schema.Attribute.Private;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    hours: Schema.Attribute.String;
    latitude: Schema.Attribute.Decimal;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::delivery.pickup-point'> & Schema.Attribute.Private;
    longitude: Schema.Attribute.Decimal;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    sort: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMemberAddress extends Struct.CollectionTypeSchema {
  collectionName: 'addresses';
  info: {
    displayName: '\u6536\u8D27\u5730\u5740';
    pluralName: 'addresses';
    singularName: 'address';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    city: Schema.Attribute.String;
    communityId: Schema.Attribute.String;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    deletedAt: Schema.Attribute.DateTime;
    detail: Schema.Attribute.String & Schema.Attribute.Required;
    district: Schema.Attribute.String;
    isDefault: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.address'> & Schema.Attribute.Private;
    phoneCipher: Schema.Attribute.Text & Schema.Attribute.Private;
    phoneMasked: Schema.Attribute.String;
    province: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    receiver: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiMemberBrowsingRecord extends Struct.CollectionTypeSchema {
  collectionName: 'browsing_records';
  info: {
    displayName: '\u6D4F\u89C8\u8BB0\u5F55';
    pluralName: 'browsing-records';
    singularName: 'browsing-record';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.browsing-record'> & Schema.Attribute.Private;
    product: Schema.Attribute.Relation<'manyToOne', 'api::catalog.product'>;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiMemberCheckIn extends Struct.CollectionTypeSchema {
  collectionName: 'check_ins';
  info: {
    displayName: '\u7B7E\u5230\u8BB0\u5F55';
    pluralName: 'check-ins';
    singularName: 'check-in';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    day: Schema.Attribute.String & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.check-in'> & Schema.Attribute.Private;
    pointsAwarded: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    streak: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<1>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiMemberFavorite extends Struct.CollectionTypeSchema {
  collectionName: 'favorites';
  info: {
    displayName: '\u6536\u85CF';
    pluralName: 'favorites';
    singularName: 'favorite';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.favorite'> & Schema.Attribute.Private;
    product: Schema.Attribute.Relation<'manyToOne', 'api::catalog.product'>;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiMemberGrowthRecord extends Struct.CollectionTypeSchema {
  collectionName: 'growth_records';
  info: {
    displayName: '\u6210\u957F\u503C\u660E\u7EC6';
    pluralName: 'growth-records';
    singularName: 'growth-record';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        reason: {
          adjust: {
            text: '\u4EBA\u5DE5\u8C03\u6574';
            tone: 'danger';
          };
          order_completed: {
            text: '\u8BA2\u5355\u5B8C\u6210';
            tone: 'success';
          };
          refund: {
            text: '\u9000\u6B3E\u6263\u56DE';
            tone: 'warning';
          };
          yearly: {
            text: '\u5E74\u5EA6\u8BC4\u4F30';
            tone: 'info';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    change: Schema.Attribute.Integer & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String;
    growthAfter: Schema.Attribute.Integer & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.growth-record'> & Schema.Attribute.Private;
    operationNo: Schema.Attribute.String & Schema.Attribute.Required;
    orderNo: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    reason: Schema.Attribute.Enumeration<['order_completed', 'refund', 'adjust', 'yearly']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            adjust: {
              text: '\u4EBA\u5DE5\u8C03\u6574';
              tone: 'danger';
            };
            order_completed: {
              text: '\u8BA2\u5355\u5B8C\u6210';
              tone: 'success';
            };
            refund: {
              text: '\u9000\u6B3E\u6263\u56DE';
              tone: 'warning';
            };
            yearly: {
              text: '\u5E74\u5EA6\u8BC4\u4F30';
              tone: 'info';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiMemberInvitation extends Struct.CollectionTypeSchema {
  collectionName: 'invitations';
  info: {
    displayName: '\u9080\u8BF7\u8BB0\u5F55';
    pluralName: 'invitations';
    singularName: 'invitation';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          paid: {
            text: '\u5DF2\u9996\u6B21\u4ED8\u6B3E';
            tone: 'success';
          };
          registered: {
            text: '\u5DF2\u6CE8\u518C';
            tone: 'info';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    invitee: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    inviter: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.invitation'> & Schema.Attribute.Private;
    orderNo: Schema.Attribute.String;
    paidAt: Schema.Attribute.DateTime;
    pointsAwarded: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['registered', 'paid']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            paid: {
              text: '\u5DF2\u9996\u6B21\u4ED8\u6B3E';
              tone: 'success';
            };
            registered: {
              text: '\u5DF2\u6CE8\u518C';
              tone: 'info';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'registered'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMemberMemberLevel extends Struct.CollectionTypeSchema {
  collectionName: 'member_levels';
  info: {
    displayName: '\u4F1A\u5458\u7B49\u7EA7';
    pluralName: 'member-levels';
    singularName: 'member-level';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    benefits: Schema.Attribute.Text;
    birthdayGift: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    color: Schema.Attribute.String;
    consultation: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    discountPercent: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 99;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    freeFreight: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    growthThreshold: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    icon: Schema.Attribute.Media<'images'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.member-level'> & Schema.Attribute.Private;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    pointsMultiplierBps: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<10000>;
    publishedAt: Schema.Attribute.DateTime;
    sort: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMemberMemberSession extends Struct.CollectionTypeSchema {
  collectionName: 'member_sessions';
  info: {
    displayName: '\u767B\u5F55\u4F1A\u8BDD';
    pluralName: 'member-sessions';
    singularName: 'member-session';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    expiresAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    generation: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    ip: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::member.member-session'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    refreshHash: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    revokedAt: Schema.Attribute.DateTime;
    sid: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    userAgent: Schema.Attribute.String;
  };
}

export interface ApiMerchantMerchant extends Struct.CollectionTypeSchema {
  collectionName: 'merchants';
  info: {
    displayName: '\u5546\u6237';
    pluralName: 'merchants';
    singularName: 'merchant';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        receiverState: {
          added: {
            text: '\u5DF2\u767B\u8BB0';
            tone: 'success';
          };
          failed: {
            text: '\u767B\u8BB0\u5931\u8D25';
            tone: 'danger';
          };
          none: {
            text: '\u672A\u767B\u8BB0';
            tone: 'neutral';
          };
        };
        receiverType: {
          MERCHANT_ID: {
            text: '\u5FAE\u4FE1\u652F\u4ED8\u5546\u6237\u53F7';
          };
          PERSONAL_OPENID: {
            text: '\u4E2A\u4EBA';
          };
        };
        state: {
          active: {
            text: '\u8425\u4E1A\u4E2D';
            tone: 'success';
          };
          pending: {
            text: '\u5F85\u5BA1\u6838';
            tone: 'warning';
          };
          rejected: {
            text: '\u5DF2\u9A73\u56DE';
            tone: 'danger';
          };
          suspended: {
            text: '\u5DF2\u6682\u505C';
            tone: 'neutral';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    address: Schema.Attribute.String;
    applicant: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'> & Schema.Attribute.Private;
    businessHours: Schema.Attribute.String;
    commissionBps: Schema.Attribute.Integer &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMax<
        {
          max: 10000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    contactName: Schema.Attribute.String & Schema.Attribute.Private;
    contactPhoneCipher: Schema.Attribute.Text & Schema.Attribute.Private;
    contactPhoneMasked: Schema.Attribute.String & Schema.Attribute.Private;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    introduction: Schema.Attribute.Text;
    latitude: Schema.Attribute.Decimal;
    licenseImage: Schema.Attribute.Media<'images'> & Schema.Attribute.Private;
    licenseNumber: Schema.Attribute.String & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.merchant'> & Schema.Attribute.Private;
    logo: Schema.Attribute.Media<'images'>;
    longitude: Schema.Attribute.Decimal;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    receiverAccount: Schema.Attribute.String &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 64;
      }>;
    receiverDueAt: Schema.Attribute.DateTime & Schema.Attribute.Private;
    receiverError: Schema.Attribute.String & Schema.Attribute.Private;
    receiverKey: Schema.Attribute.String & Schema.Attribute.Private;
    receiverName: Schema.Attribute.String &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 64;
      }>;
    receiverState: Schema.Attribute.Enumeration<['none', 'added', 'failed']> &
      Schema.Attribute.Private &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            added: {
              text: '\u5DF2\u767B\u8BB0';
              tone: 'success';
            };
            failed: {
              text: '\u767B\u8BB0\u5931\u8D25';
              tone: 'danger';
            };
            none: {
              text: '\u672A\u767B\u8BB0';
              tone: 'neutral';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'none'>;
    receiverType: Schema.Attribute.Enumeration<['MERCHANT_ID', 'PERSONAL_OPENID']> &
      Schema.Attribute.Private &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            MERCHANT_ID: {
              text: '\u5FAE\u4FE1\u652F\u4ED8\u5546\u6237\u53F7';
            };
            PERSONAL_OPENID: {
              text: '\u4E2A\u4EBA';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'MERCHANT_ID'>;
    sharesProfit: Schema.Attribute.Boolean &
      Schema.Attribute.Required &
      Schema.Attribute.Private &
      Schema.Attribute.DefaultTo<false>;
    state: Schema.Attribute.Enumeration<['pending', 'active', 'rejected', 'suspended']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            active: {
              text: '\u8425\u4E1A\u4E2D';
              tone: 'success';
            };
            pending: {
              text: '\u5F85\u5BA1\u6838';
              tone: 'warning';
            };
            rejected: {
              text: '\u5DF2\u9A73\u56DE';
              tone: 'danger';
            };
            suspended: {
              text: '\u5DF2\u6682\u505C';
              tone: 'neutral';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'pending'>;
    stateReason: Schema.Attribute.String & Schema.Attribute.Private;
    takenUntil: Schema.Attribute.DateTime & Schema.Attribute.Private;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMerchantMerchantOperator extends Struct.CollectionTypeSchema {
  collectionName: 'merchant_operators';
  info: {
    displayName: '\u5546\u6237\u540E\u53F0\u8D26\u53F7';
    pluralName: 'merchant-operators';
    singularName: 'merchant-operator';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    adminId: Schema.Attribute.Integer & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    email: Schema.Attribute.String & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.merchant-operator'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMerchantMerchantStaff extends Struct.CollectionTypeSchema {
  collectionName: 'merchant_staff';
  info: {
    displayName: '\u5546\u6237\u5458\u5DE5';
    pluralName: 'merchant-staff-members';
    singularName: 'merchant-staff';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        role: {
          cashier: {
            text: '\u6536\u94F6\u5458';
            tone: 'neutral';
          };
          courier: {
            text: '\u914D\u9001\u5458';
            tone: 'neutral';
          };
          manager: {
            text: '\u5E97\u957F';
            tone: 'info';
          };
          owner: {
            text: '\u5E97\u4E3B';
            tone: 'success';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.merchant-staff'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    publishedAt: Schema.Attribute.DateTime;
    role: Schema.Attribute.Enumeration<['owner', 'manager', 'cashier', 'courier']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            cashier: {
              text: '\u6536\u94F6\u5458';
              tone: 'neutral';
            };
            courier: {
              text: '\u914D\u9001\u5458';
              tone: 'neutral';
            };
            manager: {
              text: '\u5E97\u957F';
              tone: 'info';
            };
            owner: {
              text: '\u5E97\u4E3B';
              tone: 'success';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiMerchantPaymentCode extends Struct.CollectionTypeSchema {
  collectionName: 'payment_codes';
  info: {
    displayName: '\u6536\u6B3E\u7801';
    pluralName: 'payment-codes';
    singularName: 'payment-code';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: ['fixedAmount'];
    };
  };
  attributes: {
    code: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    fixedAmount: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 1;
        },
        number
      >;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.payment-code'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    publishedAt: Schema.Attribute.DateTime;
    title: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMerchantRepayment extends Struct.CollectionTypeSchema {
  collectionName: 'merchant_repayments';
  info: {
    displayName: '\u5546\u6237\u8FD8\u6B3E';
    pluralName: 'repayments';
    singularName: 'repayment';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: ['amount', 'debtAfter'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    bookedBy: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    debtAfter: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.repayment'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    note: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    transferNo: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMerchantSettlement extends Struct.CollectionTypeSchema {
  collectionName: 'settlements';
  info: {
    displayName: '\u7ED3\u7B97\u5355';
    pluralName: 'settlements';
    singularName: 'settlement';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          pending: {
            text: '\u5F85\u7ED3\u7B97';
            tone: 'warning';
          };
          settled: {
            text: '\u5DF2\u7ED3\u7B97';
            tone: 'success';
          };
        };
      };
      moneyFields: [
        'paidAmount',
        'refundedAmount',
        'commission',
        'payable',
        'sharedAmount',
        'deductedAmount',
        'transferAmount',
      ];
    };
  };
  attributes: {
    commission: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    day: Schema.Attribute.String & Schema.Attribute.Required;
    deductedAmount: Schema.Attribute.BigInteger & Schema.Attribute.CustomField<'global::money-total'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.settlement'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    note: Schema.Attribute.String;
    orderCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    paidAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    payable: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    refundCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    refundedAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    settledAt: Schema.Attribute.DateTime;
    settledBy: Schema.Attribute.String;
    sharedAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    state: Schema.Attribute.Enumeration<['pending', 'settled']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            pending: {
              text: '\u5F85\u7ED3\u7B97';
              tone: 'warning';
            };
            settled: {
              text: '\u5DF2\u7ED3\u7B97';
              tone: 'success';
            };
          };
        };
      }>;
    transferAmount: Schema.Attribute.BigInteger & Schema.Attribute.CustomField<'global::money-total'>;
    transferNo: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMerchantSettlementLine extends Struct.CollectionTypeSchema {
  collectionName: 'settlement_lines';
  info: {
    displayName: '\u7ED3\u7B97\u660E\u7EC6';
    pluralName: 'settlement-lines';
    singularName: 'settlement-line';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          payment: {
            text: '\u6536\u6B3E';
            tone: 'success';
          };
          refund: {
            text: '\u9000\u6B3E';
            tone: 'danger';
          };
          share: {
            text: '\u5206\u8D26\u8C03\u6574';
            tone: 'info';
          };
        };
      };
      moneyFields: ['amount', 'commission', 'shared'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    commission: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    happenedAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    kind: Schema.Attribute.Enumeration<['payment', 'refund', 'share']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            payment: {
              text: '\u6536\u6B3E';
              tone: 'success';
            };
            refund: {
              text: '\u9000\u6B3E';
              tone: 'danger';
            };
            share: {
              text: '\u5206\u8D26\u8C03\u6574';
              tone: 'info';
            };
          };
        };
      }>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::merchant.settlement-line'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    number: Schema.Attribute.String & Schema.Attribute.Required;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    paymentId: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    refundId: Schema.Attribute.Integer & Schema.Attribute.Private;
    sequence: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.Private &
      Schema.Attribute.DefaultTo<0>;
    settlement: Schema.Attribute.Relation<'manyToOne', 'api::merchant.settlement'>;
    shared: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiMessageMessage extends Struct.CollectionTypeSchema {
  collectionName: 'messages';
  info: {
    displayName: '\u7AD9\u5185\u6D88\u606F';
    pluralName: 'messages';
    singularName: 'message';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    content: Schema.Attribute.Text & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    dedupeKey: Schema.Attribute.String & Schema.Attribute.Required;
    event: Schema.Attribute.String & Schema.Attribute.Required;
    link: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::message.message'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    readAt: Schema.Attribute.DateTime;
    title: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiOperationsAuditLog extends Struct.CollectionTypeSchema {
  collectionName: 'audit_logs';
  info: {
    displayName: '\u5BA1\u8BA1\u65E5\u5FD7';
    pluralName: 'audit-logs';
    singularName: 'audit-log';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        actorType: {
          admin: {
            text: '\u540E\u53F0\u4EBA\u5458';
            tone: 'info';
          };
          system: {
            text: '\u7CFB\u7EDF';
            tone: 'neutral';
          };
          user: {
            text: '\u7528\u6237';
            tone: 'neutral';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    action: Schema.Attribute.String & Schema.Attribute.Required;
    actor: Schema.Attribute.String;
    actorType: Schema.Attribute.Enumeration<['admin', 'user', 'system']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            admin: {
              text: '\u540E\u53F0\u4EBA\u5458';
              tone: 'info';
            };
            system: {
              text: '\u7CFB\u7EDF';
              tone: 'neutral';
            };
            user: {
              text: '\u7528\u6237';
              tone: 'neutral';
            };
          };
        };
      }>;
    after: Schema.Attribute.JSON;
    before: Schema.Attribute.JSON;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    ip: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::operations.audit-log'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    subject: Schema.Attribute.String;
    subjectId: Schema.Attribute.String;
    traceId: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOperationsEncryptedColumn extends Struct.CollectionTypeSchema {
  collectionName: 'encrypted_columns';
  info: {
    displayName: '\u52A0\u5BC6\u5B57\u6BB5';
    pluralName: 'encrypted-columns';
    singularName: 'encrypted-column';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          finished: {
            text: '\u5DF2\u6362\u5B8C';
            tone: 'success';
          };
          running: {
            text: '\u6B63\u5728\u6362\u5BC6\u94A5';
            tone: 'warning';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    dueAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    finishedAt: Schema.Attribute.DateTime;
    keyId: Schema.Attribute.String & Schema.Attribute.Required;
    lastId: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::operations.encrypted-column'> &
      Schema.Attribute.Private;
    place: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    remaining: Schema.Attribute.Integer;
    renewed: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    state: Schema.Attribute.Enumeration<['running', 'finished']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            finished: {
              text: '\u5DF2\u6362\u5B8C';
              tone: 'success';
            };
            running: {
              text: '\u6B63\u5728\u6362\u5BC6\u94A5';
              tone: 'warning';
            };
          };
        };
      }>;
    unreadable: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    unreadableRows: Schema.Attribute.JSON;
    unreadableSeen: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOperationsOpenApp extends Struct.CollectionTypeSchema {
  collectionName: 'open_apps';
  info: {
    displayName: '\u5F00\u653E\u5E94\u7528';
    pluralName: 'open-apps';
    singularName: 'open-app';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    appId: Schema.Attribute.String;
    awardsPoints: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    deductsPoints: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::operations.open-app'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 60;
      }>;
    publishedAt: Schema.Attribute.DateTime;
    readsOrders: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    readsPoints: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    readsProducts: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    secretCipher: Schema.Attribute.Text & Schema.Attribute.Private;
    secretIssuedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOperationsOutboxEvent extends Struct.CollectionTypeSchema {
  collectionName: 'outbox_events';
  info: {
    displayName: '\u4E8B\u4EF6\u53D1\u4EF6\u7BB1';
    pluralName: 'outbox-events';
    singularName: 'outbox-event';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          delivered: {
            text: '\u5DF2\u6295\u9012';
            tone: 'success';
          };
          gave_up: {
            text: '\u5DF2\u653E\u5F03';
            tone: 'danger';
          };
          pending: {
            text: '\u5F85\u6295\u9012';
            tone: 'warning';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    aggregateId: Schema.Attribute.String & Schema.Attribute.Required;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    availableAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    claimedUntil: Schema.Attribute.DateTime;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    deliveredAt: Schema.Attribute.DateTime;
    handledAt: Schema.Attribute.DateTime;
    isBulk: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    lastError: Schema.Attribute.Text;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::operations.outbox-event'> & Schema.Attribute.Private;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    payload: Schema.Attribute.JSON & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['pending', 'delivered', 'gave_up']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            delivered: {
              text: '\u5DF2\u6295\u9012';
              tone: 'success';
            };
            gave_up: {
              text: '\u5DF2\u653E\u5F03';
              tone: 'danger';
            };
            pending: {
              text: '\u5F85\u6295\u9012';
              tone: 'warning';
            };
          };
        };
      }>;
    traceId: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOperationsSetting extends Struct.SingleTypeSchema {
  collectionName: 'settings';
  info: {
    displayName: '\u5E97\u94FA\u8BBE\u7F6E';
    pluralName: 'settings';
    singularName: 'setting';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: ['expressFee', 'expressFreeFrom'];
    };
  };
  attributes: {
    afterSaleDays: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<7>;
    afterSaleDecisionHours: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 2160;
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<72>;
    afterSaleReceiptHours: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 2160;
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<240>;
    afterSaleReturnHours: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 2160;
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<168>;
    autoCompleteDays: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<7>;
    contactPhone: Schema.Attribute.String;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    expressFee: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<800>;
    expressFreeFrom: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<9900>;
    growthPerYuan: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<1>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::operations.setting'> & Schema.Attribute.Private;
    logo: Schema.Attribute.Media<'images'>;
    orderTimeoutMinutes: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1440;
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<15>;
    pointsApprovalFrom: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<10000>;
    publishedAt: Schema.Attribute.DateTime;
    redemptionMaxSharePercent: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 100;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<50>;
    redemptionMinPoints: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    redemptionPointsPerYuan: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<100>;
    refundsUnshippedAtOnce: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    shopName: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.DefaultTo<'\u7EFF\u5934\u9E2D\u5C0F\u5E97'>;
    subscribeTemplateIds: Schema.Attribute.JSON;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOrderAfterSale extends Struct.CollectionTypeSchema {
  collectionName: 'after_sales';
  info: {
    displayName: '\u552E\u540E\u5355';
    pluralName: 'after-sales';
    singularName: 'after-sale';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          approved: {
            text: '\u5DF2\u540C\u610F';
            tone: 'success';
          };
          awaiting_return: {
            text: '\u5F85\u5BC4\u56DE';
            tone: 'info';
          };
          cancelled: {
            text: '\u5DF2\u64A4\u9500';
            tone: 'neutral';
          };
          pending: {
            text: '\u5F85\u5904\u7406';
            tone: 'warning';
          };
          rejected: {
            text: '\u5DF2\u62D2\u7EDD';
            tone: 'danger';
          };
          returned: {
            text: '\u5F85\u6536\u8D27';
            tone: 'info';
          };
        };
        type: {
          refund_only: {
            text: '\u4EC5\u9000\u6B3E';
            tone: 'info';
          };
          return_refund: {
            text: '\u9000\u8D27\u9000\u6B3E';
            tone: 'warning';
          };
        };
      };
      moneyFields: ['amount', 'freightAmount'];
    };
  };
  attributes: {
    afterSaleNo: Schema.Attribute.String & Schema.Attribute.Required;
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    decidedAt: Schema.Attribute.DateTime;
    decidedBy: Schema.Attribute.String;
    decisionNote: Schema.Attribute.String;
    dueAt: Schema.Attribute.DateTime;
    freightAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    images: Schema.Attribute.JSON;
    items: Schema.Attribute.JSON;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::order.after-sale'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    reason: Schema.Attribute.String & Schema.Attribute.Required;
    receivedAt: Schema.Attribute.DateTime;
    refundedAt: Schema.Attribute.DateTime;
    returnCarrier: Schema.Attribute.String;
    returnShippedAt: Schema.Attribute.DateTime;
    returnTrackingNo: Schema.Attribute.String;
    state: Schema.Attribute.Enumeration<
      ['pending', 'approved', 'rejected', 'cancelled', 'awaiting_return', 'returned']
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            approved: {
              text: '\u5DF2\u540C\u610F';
              tone: 'success';
            };
            awaiting_return: {
              text: '\u5F85\u5BC4\u56DE';
              tone: 'info';
            };
            cancelled: {
              text: '\u5DF2\u64A4\u9500';
              tone: 'neutral';
            };
            pending: {
              text: '\u5F85\u5904\u7406';
              tone: 'warning';
            };
            rejected: {
              text: '\u5DF2\u62D2\u7EDD';
              tone: 'danger';
            };
            returned: {
              text: '\u5F85\u6536\u8D27';
              tone: 'info';
            };
          };
        };
      }>;
    type: Schema.Attribute.Enumeration<['refund_only', 'return_refund']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            refund_only: {
              text: '\u4EC5\u9000\u6B3E';
              tone: 'info';
            };
            return_refund: {
              text: '\u9000\u8D27\u9000\u6B3E';
              tone: 'warning';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiOrderCartItem extends Struct.CollectionTypeSchema {
  collectionName: 'cart_items';
  info: {
    displayName: '\u8D2D\u7269\u8F66';
    pluralName: 'cart-items';
    singularName: 'cart-item';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::order.cart-item'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    quantity: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<1>;
    selected: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    sku: Schema.Attribute.Relation<'manyToOne', 'api::catalog.sku'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiOrderOrder extends Struct.CollectionTypeSchema {
  collectionName: 'orders';
  info: {
    displayName: '\u8BA2\u5355';
    pluralName: 'orders';
    singularName: 'order';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        deliveryMode: {
          community: {
            text: '\u5C0F\u533A\u914D\u9001';
          };
          express: {
            text: '\u5FEB\u9012';
          };
          none: {
            text: '\u65E0\u9700\u914D\u9001';
          };
          pickup: {
            text: '\u81EA\u63D0';
          };
        };
        state: {
          awaiting_fulfilment: {
            text: '\u5F85\u53D1\u8D27';
            tone: 'info';
          };
          awaiting_group: {
            text: '\u5F85\u6210\u56E2';
            tone: 'info';
          };
          closed: {
            text: '\u5DF2\u5173\u95ED';
            tone: 'neutral';
          };
          completed: {
            text: '\u5DF2\u5B8C\u6210';
            tone: 'success';
          };
          pending_payment: {
            text: '\u5F85\u4ED8\u6B3E';
            tone: 'warning';
          };
          ready_for_pickup: {
            text: '\u5F85\u81EA\u63D0';
            tone: 'info';
          };
          refunded: {
            text: '\u5DF2\u9000\u6B3E';
            tone: 'danger';
          };
          shipped: {
            text: '\u5DF2\u53D1\u8D27';
            tone: 'info';
          };
        };
        type: {
          flash_sale: {
            text: '\u79D2\u6740\u8BA2\u5355';
            tone: 'danger';
          };
          goods: {
            text: '\u5546\u54C1\u8BA2\u5355';
            tone: 'info';
          };
          group_buy: {
            text: '\u62FC\u56E2\u8BA2\u5355';
            tone: 'warning';
          };
          points: {
            text: '\u79EF\u5206\u5151\u6362';
            tone: 'neutral';
          };
          scan: {
            text: '\u626B\u7801\u4ED8\u6B3E';
            tone: 'success';
          };
        };
      };
      moneyFields: ['itemsAmount', 'discountAmount', 'freightAmount', 'payAmount', 'paidAmount', 'refundedAmount'];
    };
  };
  attributes: {
    adjustments: Schema.Attribute.JSON;
    clientIp: Schema.Attribute.String & Schema.Attribute.Private;
    closedAt: Schema.Attribute.DateTime;
    closeDueAt: Schema.Attribute.DateTime & Schema.Attribute.Private;
    closeReason: Schema.Attribute.String;
    completedAt: Schema.Attribute.DateTime;
    completeDueAt: Schema.Attribute.DateTime & Schema.Attribute.Private;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    delivery: Schema.Attribute.JSON & Schema.Attribute.Private;
    deliveryMode: Schema.Attribute.Enumeration<['express', 'community', 'pickup', 'none']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            community: {
              text: '\u5C0F\u533A\u914D\u9001';
            };
            express: {
              text: '\u5FEB\u9012';
            };
            none: {
              text: '\u65E0\u9700\u914D\u9001';
            };
            pickup: {
              text: '\u81EA\u63D0';
            };
          };
        };
      }>;
    discountAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    expiresAt: Schema.Attribute.DateTime;
    freightAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    growthEarned: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    itemsAmount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::order.order'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    paidAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    paidAt: Schema.Attribute.DateTime;
    payAmount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    paymentCode: Schema.Attribute.Relation<'manyToOne', 'api::merchant.payment-code'>;
    pickupCode: Schema.Attribute.String & Schema.Attribute.Private;
    pickupPoint: Schema.Attribute.Relation<'manyToOne', 'api::delivery.pickup-point'>;
    pointsEarned: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    pointsToEarn: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    pointsUsed: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    refundedAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    remark: Schema.Attribute.String;
    shippedAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<
      [
        'pending_payment',
        'awaiting_group',
        'awaiting_fulfilment',
        'shipped',
        'ready_for_pickup',
        'completed',
        'closed',
        'refunded',
      ]
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            awaiting_fulfilment: {
              text: '\u5F85\u53D1\u8D27';
              tone: 'info';
            };
            awaiting_group: {
              text: '\u5F85\u6210\u56E2';
              tone: 'info';
            };
            closed: {
              text: '\u5DF2\u5173\u95ED';
              tone: 'neutral';
            };
            completed: {
              text: '\u5DF2\u5B8C\u6210';
              tone: 'success';
            };
            pending_payment: {
              text: '\u5F85\u4ED8\u6B3E';
              tone: 'warning';
            };
            ready_for_pickup: {
              text: '\u5F85\u81EA\u63D0';
              tone: 'info';
            };
            refunded: {
              text: '\u5DF2\u9000\u6B3E';
              tone: 'danger';
            };
            shipped: {
              text: '\u5DF2\u53D1\u8D27';
              tone: 'info';
            };
          };
        };
      }>;
    type: Schema.Attribute.Enumeration<['goods', 'group_buy', 'flash_sale', 'scan', 'points']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            flash_sale: {
              text: '\u79D2\u6740\u8BA2\u5355';
              tone: 'danger';
            };
            goods: {
              text: '\u5546\u54C1\u8BA2\u5355';
              tone: 'info';
            };
            group_buy: {
              text: '\u62FC\u56E2\u8BA2\u5355';
              tone: 'warning';
            };
            points: {
              text: '\u79EF\u5206\u5151\u6362';
              tone: 'neutral';
            };
            scan: {
              text: '\u626B\u7801\u4ED8\u6B3E';
              tone: 'success';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiOrderOrderItem extends Struct.CollectionTypeSchema {
  collectionName: 'order_items';
  info: {
    displayName: '\u8BA2\u5355\u660E\u7EC6';
    pluralName: 'order-items';
    singularName: 'order-item';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: ['price', 'amount', 'paidAmount', 'freightShare', 'refundedAmount'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    cancelledQuantity: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    discounts: Schema.Attribute.JSON;
    freightShare: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    image: Schema.Attribute.String;
    lineNo: Schema.Attribute.Integer & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::order.order-item'> & Schema.Attribute.Private;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    paidAmount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    pointsEarned: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    pointsReclaimed: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    pointsToEarn: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    pointsUsed: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    price: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    product: Schema.Attribute.Relation<'manyToOne', 'api::catalog.product'>;
    productDocumentId: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    quantity: Schema.Attribute.Integer & Schema.Attribute.Required;
    refundedAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    refundedQuantity: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    shippedQuantity: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    sku: Schema.Attribute.Relation<'manyToOne', 'api::catalog.sku'>;
    skuDocumentId: Schema.Attribute.String;
    specs: Schema.Attribute.JSON;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOrderOrderLog extends Struct.CollectionTypeSchema {
  collectionName: 'order_logs';
  info: {
    displayName: '\u8BA2\u5355\u65E5\u5FD7';
    pluralName: 'order-logs';
    singularName: 'order-log';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        actorType: {
          staff: {
            text: '\u5E97\u5458';
            tone: 'info';
          };
          system: {
            text: '\u7CFB\u7EDF';
            tone: 'neutral';
          };
          user: {
            text: '\u7528\u6237';
            tone: 'neutral';
          };
          wechat: {
            text: '\u5FAE\u4FE1';
            tone: 'success';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    actor: Schema.Attribute.String;
    actorType: Schema.Attribute.Enumeration<['user', 'staff', 'system', 'wechat']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            staff: {
              text: '\u5E97\u5458';
              tone: 'info';
            };
            system: {
              text: '\u7CFB\u7EDF';
              tone: 'neutral';
            };
            user: {
              text: '\u7528\u6237';
              tone: 'neutral';
            };
            wechat: {
              text: '\u5FAE\u4FE1';
              tone: 'success';
            };
          };
        };
      }>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    event: Schema.Attribute.String & Schema.Attribute.Required;
    fromState: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::order.order-log'> & Schema.Attribute.Private;
    note: Schema.Attribute.Text;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    toState: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiOrderShipment extends Struct.CollectionTypeSchema {
  collectionName: 'shipments';
  info: {
    displayName: '\u53D1\u8D27\u5355';
    pluralName: 'shipments';
    singularName: 'shipment';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    carrier: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    items: Schema.Attribute.JSON & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::order.shipment'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    operator: Schema.Attribute.String & Schema.Attribute.Private;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    shipmentNo: Schema.Attribute.String & Schema.Attribute.Required;
    shippedAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    trackingNo: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentFamiliarIp extends Struct.CollectionTypeSchema {
  collectionName: 'familiar_ips';
  info: {
    displayName: '\u5E38\u7528\u7F51\u7EDC';
    pluralName: 'familiar-ips';
    singularName: 'familiar-ip';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    ipHash: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    lastSeenAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.familiar-ip'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiPaymentPayment extends Struct.CollectionTypeSchema {
  collectionName: 'payments';
  info: {
    displayName: '\u652F\u4ED8\u5355';
    pluralName: 'payments';
    singularName: 'payment';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        method: {
          wechat: {
            text: '\u5FAE\u4FE1\u652F\u4ED8';
          };
          zero: {
            text: '\u96F6\u5143\u652F\u4ED8';
          };
        };
        state: {
          closed: {
            text: '\u5DF2\u5173\u95ED';
            tone: 'neutral';
          };
          created: {
            text: '\u5DF2\u521B\u5EFA';
            tone: 'neutral';
          };
          failed: {
            text: '\u652F\u4ED8\u5931\u8D25';
            tone: 'danger';
          };
          prepaid: {
            text: '\u5F85\u652F\u4ED8';
            tone: 'warning';
          };
          succeeded: {
            text: '\u652F\u4ED8\u6210\u529F';
            tone: 'success';
          };
        };
      };
      moneyFields: ['amount', 'refundingAmount', 'refundedAmount'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    closedAt: Schema.Attribute.DateTime;
    commissionBps: Schema.Attribute.Integer &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMax<
        {
          max: 10000;
          min: 0;
        },
        number
      >;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String & Schema.Attribute.Required;
    flag: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.payment'> & Schema.Attribute.Private;
    method: Schema.Attribute.Enumeration<['wechat', 'zero']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            wechat: {
              text: '\u5FAE\u4FE1\u652F\u4ED8';
            };
            zero: {
              text: '\u96F6\u5143\u652F\u4ED8';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'wechat'>;
    nextQueryAt: Schema.Attribute.DateTime;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    outTradeNo: Schema.Attribute.String & Schema.Attribute.Required;
    paidAt: Schema.Attribute.DateTime;
    payerOpenid: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    prepayExpiresAt: Schema.Attribute.DateTime;
    prepayId: Schema.Attribute.String & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    queryAttempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    refundedAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    refundingAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    refundSentAt: Schema.Attribute.DateTime;
    refundSentNo: Schema.Attribute.String;
    sharesProfit: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<false>;
    state: Schema.Attribute.Enumeration<['created', 'prepaid', 'succeeded', 'closed', 'failed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            closed: {
              text: '\u5DF2\u5173\u95ED';
              tone: 'neutral';
            };
            created: {
              text: '\u5DF2\u521B\u5EFA';
              tone: 'neutral';
            };
            failed: {
              text: '\u652F\u4ED8\u5931\u8D25';
              tone: 'danger';
            };
            prepaid: {
              text: '\u5F85\u652F\u4ED8';
              tone: 'warning';
            };
            succeeded: {
              text: '\u652F\u4ED8\u6210\u529F';
              tone: 'success';
            };
          };
        };
      }>;
    transactionId: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentPaymentNotification extends Struct.CollectionTypeSchema {
  collectionName: 'payment_notifications';
  info: {
    displayName: '\u652F\u4ED8\u901A\u77E5';
    pluralName: 'payment-notifications';
    singularName: 'payment-notification';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          payment: {
            text: '\u652F\u4ED8';
            tone: 'success';
          };
          refund: {
            text: '\u9000\u6B3E';
            tone: 'warning';
          };
          transfer: {
            text: '\u8F6C\u8D26';
            tone: 'info';
          };
        };
        state: {
          applied: {
            text: '\u5DF2\u5165\u8D26';
            tone: 'success';
          };
          failed: {
            text: '\u5904\u7406\u5931\u8D25';
            tone: 'danger';
          };
          flagged: {
            text: '\u9700\u6838\u5BF9';
            tone: 'danger';
          };
          ignored: {
            text: '\u5DF2\u5FFD\u7565';
            tone: 'neutral';
          };
          received: {
            text: '\u5DF2\u63A5\u6536';
            tone: 'info';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    appliedAt: Schema.Attribute.DateTime;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    eventType: Schema.Attribute.String;
    kind: Schema.Attribute.Enumeration<['payment', 'refund', 'transfer']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            payment: {
              text: '\u652F\u4ED8';
              tone: 'success';
            };
            refund: {
              text: '\u9000\u6B3E';
              tone: 'warning';
            };
            transfer: {
              text: '\u8F6C\u8D26';
              tone: 'info';
            };
          };
        };
      }>;
    lastError: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.payment-notification'> &
      Schema.Attribute.Private;
    nextAttemptAt: Schema.Attribute.DateTime;
    notificationId: Schema.Attribute.String & Schema.Attribute.Required;
    outTradeNo: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    rawBody: Schema.Attribute.Text & Schema.Attribute.Required & Schema.Attribute.Private;
    resource: Schema.Attribute.Text & Schema.Attribute.Private;
    serial: Schema.Attribute.String;
    state: Schema.Attribute.Enumeration<['received', 'applied', 'ignored', 'flagged', 'failed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            applied: {
              text: '\u5DF2\u5165\u8D26';
              tone: 'success';
            };
            failed: {
              text: '\u5904\u7406\u5931\u8D25';
              tone: 'danger';
            };
            flagged: {
              text: '\u9700\u6838\u5BF9';
              tone: 'danger';
            };
            ignored: {
              text: '\u5DF2\u5FFD\u7565';
              tone: 'neutral';
            };
            received: {
              text: '\u5DF2\u63A5\u6536';
              tone: 'info';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentPayout extends Struct.CollectionTypeSchema {
  collectionName: 'payouts';
  info: {
    displayName: '\u4ED8\u6B3E\u5355';
    pluralName: 'payouts';
    singularName: 'payout';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        scene: {
          commission: {
            text: '\u4F63\u91D1';
            tone: 'info';
          };
          reward: {
            text: '\u5956\u52B1';
            tone: 'success';
          };
        };
        state: {
          accepted: {
            text: '\u5FAE\u4FE1\u5DF2\u53D7\u7406';
            tone: 'info';
          };
          cancelled: {
            text: '\u5DF2\u64A4\u9500';
            tone: 'neutral';
          };
          created: {
            text: '\u5F85\u63D0\u4EA4';
            tone: 'warning';
          };
          failed: {
            text: '\u8F6C\u8D26\u5931\u8D25';
            tone: 'danger';
          };
          succeeded: {
            text: '\u5DF2\u5230\u8D26';
            tone: 'success';
          };
          transferring: {
            text: '\u8F6C\u8D26\u4E2D';
            tone: 'info';
          };
          waiting_confirmation: {
            text: '\u5F85\u7528\u6237\u786E\u8BA4';
            tone: 'warning';
          };
        };
      };
      moneyFields: ['amount'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    failReason: Schema.Attribute.String;
    lastError: Schema.Attribute.String;
    lastErrorCode: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.payout'> & Schema.Attribute.Private;
    nextAttemptAt: Schema.Attribute.DateTime;
    openid: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    outBillNo: Schema.Attribute.String & Schema.Attribute.Required;
    packageInfo: Schema.Attribute.Text & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    remark: Schema.Attribute.String & Schema.Attribute.Required;
    scene: Schema.Attribute.Enumeration<['commission', 'reward']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            commission: {
              text: '\u4F63\u91D1';
              tone: 'info';
            };
            reward: {
              text: '\u5956\u52B1';
              tone: 'success';
            };
          };
        };
      }>;
    sentAt: Schema.Attribute.DateTime;
    sourceKey: Schema.Attribute.String & Schema.Attribute.Required;
    state: Schema.Attribute.Enumeration<
      ['created', 'accepted', 'waiting_confirmation', 'transferring', 'succeeded', 'failed', 'cancelled']
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            accepted: {
              text: '\u5FAE\u4FE1\u5DF2\u53D7\u7406';
              tone: 'info';
            };
            cancelled: {
              text: '\u5DF2\u64A4\u9500';
              tone: 'neutral';
            };
            created: {
              text: '\u5F85\u63D0\u4EA4';
              tone: 'warning';
            };
            failed: {
              text: '\u8F6C\u8D26\u5931\u8D25';
              tone: 'danger';
            };
            succeeded: {
              text: '\u5DF2\u5230\u8D26';
              tone: 'success';
            };
            transferring: {
              text: '\u8F6C\u8D26\u4E2D';
              tone: 'info';
            };
            waiting_confirmation: {
              text: '\u5F85\u7528\u6237\u786E\u8BA4';
              tone: 'warning';
            };
          };
        };
      }>;
    succeededAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    wechatBillNo: Schema.Attribute.String;
  };
}

export interface ApiPaymentProfitReturn extends Struct.CollectionTypeSchema {
  collectionName: 'profit_returns';
  info: {
    displayName: '\u5206\u8D26\u56DE\u9000';
    pluralName: 'profit-returns';
    singularName: 'profit-return';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          created: {
            text: '\u5F85\u56DE\u9000';
            tone: 'warning';
          };
          failed: {
            text: '\u56DE\u9000\u5931\u8D25';
            tone: 'danger';
          };
          processing: {
            text: '\u56DE\u9000\u4E2D';
            tone: 'info';
          };
          succeeded: {
            text: '\u5DF2\u9000\u56DE';
            tone: 'success';
          };
        };
      };
      moneyFields: ['amount'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    failReason: Schema.Attribute.String;
    finishedAt: Schema.Attribute.DateTime;
    lastError: Schema.Attribute.String;
    lastErrorCode: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.profit-return'> & Schema.Attribute.Private;
    nextAttemptAt: Schema.Attribute.DateTime;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    outRefundNo: Schema.Attribute.String & Schema.Attribute.Required;
    outReturnNo: Schema.Attribute.String & Schema.Attribute.Required;
    profitSharing: Schema.Attribute.Relation<'manyToOne', 'api::payment.profit-sharing'>;
    publishedAt: Schema.Attribute.DateTime;
    sentAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['created', 'processing', 'succeeded', 'failed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            created: {
              text: '\u5F85\u56DE\u9000';
              tone: 'warning';
            };
            failed: {
              text: '\u56DE\u9000\u5931\u8D25';
              tone: 'danger';
            };
            processing: {
              text: '\u56DE\u9000\u4E2D';
              tone: 'info';
            };
            succeeded: {
              text: '\u5DF2\u9000\u56DE';
              tone: 'success';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentProfitSharing extends Struct.CollectionTypeSchema {
  collectionName: 'profit_sharings';
  info: {
    displayName: '\u5206\u8D26\u5355';
    pluralName: 'profit-sharings';
    singularName: 'profit-sharing';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          created: {
            text: '\u5F85\u5206\u8D26';
            tone: 'warning';
          };
          failed: {
            text: '\u5206\u8D26\u88AB\u62D2\u7EDD';
            tone: 'danger';
          };
          finished: {
            text: '\u5206\u8D26\u5B8C\u6210';
            tone: 'success';
          };
          frozen: {
            text: '\u8D44\u91D1\u51BB\u7ED3\u4E2D';
            tone: 'neutral';
          };
          processing: {
            text: '\u5206\u8D26\u4E2D';
            tone: 'info';
          };
          unfreezing: {
            text: '\u89E3\u51BB\u4E2D';
            tone: 'warning';
          };
          unfrozen: {
            text: '\u5DF2\u89E3\u51BB';
            tone: 'neutral';
          };
        };
      };
      moneyFields: ['amount', 'commission', 'sharedAmount', 'returnedAmount', 'debtAmount'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    closedBy: Schema.Attribute.String;
    closeNote: Schema.Attribute.String;
    commission: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    commissionBps: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    debtAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    finishedAt: Schema.Attribute.DateTime;
    lastError: Schema.Attribute.String;
    lastErrorCode: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.profit-sharing'> & Schema.Attribute.Private;
    merchant: Schema.Attribute.Relation<'manyToOne', 'api::merchant.merchant'>;
    nextAttemptAt: Schema.Attribute.DateTime;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    outOrderNo: Schema.Attribute.String;
    payment: Schema.Attribute.Relation<'manyToOne', 'api::payment.payment'>;
    publishedAt: Schema.Attribute.DateTime;
    receiverAccount: Schema.Attribute.String & Schema.Attribute.Private;
    receiverName: Schema.Attribute.String & Schema.Attribute.Private;
    receiverType: Schema.Attribute.String;
    results: Schema.Attribute.JSON;
    returnedAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    sentAt: Schema.Attribute.DateTime;
    sharedAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.DefaultTo<0>;
    state: Schema.Attribute.Enumeration<
      ['frozen', 'created', 'processing', 'finished', 'failed', 'unfreezing', 'unfrozen']
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            created: {
              text: '\u5F85\u5206\u8D26';
              tone: 'warning';
            };
            failed: {
              text: '\u5206\u8D26\u88AB\u62D2\u7EDD';
              tone: 'danger';
            };
            finished: {
              text: '\u5206\u8D26\u5B8C\u6210';
              tone: 'success';
            };
            frozen: {
              text: '\u8D44\u91D1\u51BB\u7ED3\u4E2D';
              tone: 'neutral';
            };
            processing: {
              text: '\u5206\u8D26\u4E2D';
              tone: 'info';
            };
            unfreezing: {
              text: '\u89E3\u51BB\u4E2D';
              tone: 'warning';
            };
            unfrozen: {
              text: '\u5DF2\u89E3\u51BB';
              tone: 'neutral';
            };
          };
        };
      }>;
    stopAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    transactionId: Schema.Attribute.String & Schema.Attribute.Required;
    unfreezeNo: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentReconciliation extends Struct.CollectionTypeSchema {
  collectionName: 'reconciliations';
  info: {
    displayName: '\u5BF9\u8D26';
    pluralName: 'reconciliations';
    singularName: 'reconciliation';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        fundCheck: {
          absent: {
            text: '\u65E0\u8D44\u91D1\u8D26\u5355';
            tone: 'warning';
          };
          agrees: {
            text: '\u4E00\u81F4';
            tone: 'success';
          };
          differs: {
            text: '\u4E0D\u4E00\u81F4';
            tone: 'danger';
          };
        };
        state: {
          balanced: {
            text: '\u5DF2\u5E73\u8D26';
            tone: 'success';
          };
          differences: {
            text: '\u6709\u5DEE\u5F02';
            tone: 'danger';
          };
          failed: {
            text: '\u5BF9\u8D26\u5931\u8D25';
            tone: 'warning';
          };
          no_statement: {
            text: '\u5F53\u65E5\u65E0\u8D26\u5355';
            tone: 'neutral';
          };
          running: {
            text: '\u5BF9\u8D26\u4E2D';
            tone: 'info';
          };
          waiting: {
            text: '\u5F85\u5BF9\u8D26';
            tone: 'neutral';
          };
        };
      };
      moneyFields: [
        'theirPaymentAmount',
        'theirRefundAmount',
        'theirFee',
        'ourPaymentAmount',
        'ourRefundAmount',
        'fundIncome',
        'fundExpense',
        'fundFees',
        'closingBalance',
      ];
    };
  };
  attributes: {
    alertedAt: Schema.Attribute.DateTime;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    closingBalance: Schema.Attribute.BigInteger & Schema.Attribute.CustomField<'global::money-total'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    date: Schema.Attribute.String & Schema.Attribute.Required;
    differenceCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    finishedAt: Schema.Attribute.DateTime;
    fundCheck: Schema.Attribute.Enumeration<['agrees', 'differs', 'absent']> &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            absent: {
              text: '\u65E0\u8D44\u91D1\u8D26\u5355';
              tone: 'warning';
            };
            agrees: {
              text: '\u4E00\u81F4';
              tone: 'success';
            };
            differs: {
              text: '\u4E0D\u4E00\u81F4';
              tone: 'danger';
            };
          };
        };
      }>;
    fundExpense: Schema.Attribute.BigInteger & Schema.Attribute.CustomField<'global::money-total'>;
    fundFees: Schema.Attribute.BigInteger & Schema.Attribute.CustomField<'global::money-total'>;
    fundIncome: Schema.Attribute.BigInteger & Schema.Attribute.CustomField<'global::money-total'>;
    hash: Schema.Attribute.String;
    hasStatement: Schema.Attribute.Boolean;
    lastError: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.reconciliation'> & Schema.Attribute.Private;
    matchedCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    nextAttemptAt: Schema.Attribute.DateTime;
    openCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    operator: Schema.Attribute.String;
    ourPaymentAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    ourPaymentCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    ourRefundAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    ourRefundCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    resultRun: Schema.Attribute.Integer;
    run: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    startedAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['waiting', 'running', 'balanced', 'differences', 'no_statement', 'failed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            balanced: {
              text: '\u5DF2\u5E73\u8D26';
              tone: 'success';
            };
            differences: {
              text: '\u6709\u5DEE\u5F02';
              tone: 'danger';
            };
            failed: {
              text: '\u5BF9\u8D26\u5931\u8D25';
              tone: 'warning';
            };
            no_statement: {
              text: '\u5F53\u65E5\u65E0\u8D26\u5355';
              tone: 'neutral';
            };
            running: {
              text: '\u5BF9\u8D26\u4E2D';
              tone: 'info';
            };
            waiting: {
              text: '\u5F85\u5BF9\u8D26';
              tone: 'neutral';
            };
          };
        };
      }>;
    theirFee: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    theirPaymentAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    theirPaymentCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    theirRefundAmount: Schema.Attribute.BigInteger &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money-total'> &
      Schema.Attribute.DefaultTo<0>;
    theirRefundCount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentReconciliationDifference extends Struct.CollectionTypeSchema {
  collectionName: 'reconciliation_differences';
  info: {
    displayName: '\u5BF9\u8D26\u5DEE\u5F02';
    pluralName: 'reconciliation-differences';
    singularName: 'reconciliation-difference';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          payment: {
            text: '\u652F\u4ED8';
            tone: 'success';
          };
          refund: {
            text: '\u9000\u6B3E';
            tone: 'warning';
          };
        };
        resolution: {
          accepted: {
            text: '\u4EBA\u5DE5\u786E\u8BA4';
            tone: 'neutral';
          };
          applied: {
            text: '\u5DF2\u6309\u5FAE\u4FE1\u5165\u8D26';
            tone: 'success';
          };
          confirmed: {
            text: '\u67E5\u8BE2\u540E\u786E\u8BA4\u4E00\u81F4';
            tone: 'success';
          };
          resent: {
            text: '\u5DF2\u91CD\u65B0\u63D0\u4EA4\u9000\u6B3E';
            tone: 'info';
          };
          vanished: {
            text: '\u91CD\u65B0\u5BF9\u8D26\u540E\u6D88\u5931';
            tone: 'neutral';
          };
        };
        state: {
          open: {
            text: '\u5F85\u5904\u7406';
            tone: 'warning';
          };
          resolved: {
            text: '\u5DF2\u5904\u7406';
            tone: 'success';
          };
        };
        type: {
          amount_differs: {
            text: '\u91D1\u989D\u4E0D\u540C';
            tone: 'danger';
          };
          missing_here: {
            text: '\u6211\u65B9\u6CA1\u6709';
            tone: 'danger';
          };
          missing_there: {
            text: '\u5FAE\u4FE1\u6CA1\u6709';
            tone: 'danger';
          };
          status_differs: {
            text: '\u72B6\u6001\u4E0D\u540C';
            tone: 'warning';
          };
        };
      };
      moneyFields: ['ourAmount', 'theirAmount'];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    date: Schema.Attribute.String & Schema.Attribute.Required;
    kind: Schema.Attribute.Enumeration<['payment', 'refund']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            payment: {
              text: '\u652F\u4ED8';
              tone: 'success';
            };
            refund: {
              text: '\u9000\u6B3E';
              tone: 'warning';
            };
          };
        };
      }>;
    lastAnswer: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.reconciliation-difference'> &
      Schema.Attribute.Private;
    note: Schema.Attribute.String;
    number: Schema.Attribute.String & Schema.Attribute.Required;
    orderNo: Schema.Attribute.String;
    ourAmount: Schema.Attribute.Integer & Schema.Attribute.CustomField<'global::money'>;
    ourStatus: Schema.Attribute.String;
    outRefundNo: Schema.Attribute.String;
    outTradeNo: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    reconciliation: Schema.Attribute.Relation<'manyToOne', 'api::payment.reconciliation'>;
    resolution: Schema.Attribute.Enumeration<['applied', 'confirmed', 'resent', 'accepted', 'vanished']> &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            accepted: {
              text: '\u4EBA\u5DE5\u786E\u8BA4';
              tone: 'neutral';
            };
            applied: {
              text: '\u5DF2\u6309\u5FAE\u4FE1\u5165\u8D26';
              tone: 'success';
            };
            confirmed: {
              text: '\u67E5\u8BE2\u540E\u786E\u8BA4\u4E00\u81F4';
              tone: 'success';
            };
            resent: {
              text: '\u5DF2\u91CD\u65B0\u63D0\u4EA4\u9000\u6B3E';
              tone: 'info';
            };
            vanished: {
              text: '\u91CD\u65B0\u5BF9\u8D26\u540E\u6D88\u5931';
              tone: 'neutral';
            };
          };
        };
      }>;
    resolvedAt: Schema.Attribute.DateTime;
    resolvedBy: Schema.Attribute.String;
    run: Schema.Attribute.Integer & Schema.Attribute.Required;
    state: Schema.Attribute.Enumeration<['open', 'resolved']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            open: {
              text: '\u5F85\u5904\u7406';
              tone: 'warning';
            };
            resolved: {
              text: '\u5DF2\u5904\u7406';
              tone: 'success';
            };
          };
        };
      }>;
    theirAmount: Schema.Attribute.Integer & Schema.Attribute.CustomField<'global::money'>;
    theirStatus: Schema.Attribute.String;
    type: Schema.Attribute.Enumeration<['missing_here', 'missing_there', 'amount_differs', 'status_differs']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            amount_differs: {
              text: '\u91D1\u989D\u4E0D\u540C';
              tone: 'danger';
            };
            missing_here: {
              text: '\u6211\u65B9\u6CA1\u6709';
              tone: 'danger';
            };
            missing_there: {
              text: '\u5FAE\u4FE1\u6CA1\u6709';
              tone: 'danger';
            };
            status_differs: {
              text: '\u72B6\u6001\u4E0D\u540C';
              tone: 'warning';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPaymentReconciliationLine extends Struct.CollectionTypeSchema {
  collectionName: 'reconciliation_lines';
  info: {
    displayName: '\u5BF9\u8D26\u660E\u7EC6';
    pluralName: 'reconciliation-lines';
    singularName: 'reconciliation-line';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          payment: {
            text: '\u652F\u4ED8';
            tone: 'success';
          };
          refund: {
            text: '\u9000\u6B3E';
            tone: 'warning';
          };
        };
        result: {
          amount_differs: {
            text: '\u91D1\u989D\u4E0D\u540C';
            tone: 'danger';
          };
          matched: {
            text: '\u4E00\u81F4';
            tone: 'success';
          };
          missing_here: {
            text: '\u6211\u65B9\u6CA1\u6709';
            tone: 'danger';
          };
          status_differs: {
            text: '\u72B6\u6001\u4E0D\u540C';
            tone: 'warning';
          };
        };
      };
      moneyFields: ['amount', 'ourAmount'];
    };
  };
  attributes: {
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    billStatus: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    date: Schema.Attribute.String & Schema.Attribute.Required;
    feeMilliFen: Schema.Attribute.BigInteger & Schema.Attribute.Required;
    kind: Schema.Attribute.Enumeration<['payment', 'refund']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            payment: {
              text: '\u652F\u4ED8';
              tone: 'success';
            };
            refund: {
              text: '\u9000\u6B3E';
              tone: 'warning';
            };
          };
        };
      }>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.reconciliation-line'> &
      Schema.Attribute.Private;
    number: Schema.Attribute.String & Schema.Attribute.Required;
    ourAmount: Schema.Attribute.Integer & Schema.Attribute.CustomField<'global::money'>;
    ourStatus: Schema.Attribute.String;
    outTradeNo: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    result: Schema.Attribute.Enumeration<['matched', 'missing_here', 'amount_differs', 'status_differs']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            amount_differs: {
              text: '\u91D1\u989D\u4E0D\u540C';
              tone: 'danger';
            };
            matched: {
              text: '\u4E00\u81F4';
              tone: 'success';
            };
            missing_here: {
              text: '\u6211\u65B9\u6CA1\u6709';
              tone: 'danger';
            };
            status_differs: {
              text: '\u72B6\u6001\u4E0D\u540C';
              tone: 'warning';
            };
          };
        };
      }>;
    run: Schema.Attribute.Integer & Schema.Attribute.Required;
    tradedAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    wechatNo: Schema.Attribute.String & Schema.Attribute.Required;
  };
}

export interface ApiPaymentRefund extends Struct.CollectionTypeSchema {
  collectionName: 'refunds';
  info: {
    displayName: '\u9000\u6B3E\u5355';
    pluralName: 'refunds';
    singularName: 'refund';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        reason: {
          after_sale: {
            text: '\u552E\u540E';
            tone: 'info';
          };
          late_payment: {
            text: '\u8D85\u65F6\u540E\u4ED8\u6B3E';
            tone: 'warning';
          };
          surplus_payment: {
            text: '\u91CD\u590D\u4ED8\u6B3E';
            tone: 'warning';
          };
        };
        state: {
          abnormal: {
            text: '\u9000\u6B3E\u5F02\u5E38';
            tone: 'danger';
          };
          closed: {
            text: '\u5DF2\u5173\u95ED';
            tone: 'neutral';
          };
          created: {
            text: '\u5F85\u63D0\u4EA4';
            tone: 'warning';
          };
          processing: {
            text: '\u9000\u6B3E\u4E2D';
            tone: 'info';
          };
          succeeded: {
            text: '\u9000\u6B3E\u6210\u529F';
            tone: 'success';
          };
        };
      };
      moneyFields: ['amount'];
    };
  };
  attributes: {
    afterSaleNo: Schema.Attribute.String;
    amount: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.CustomField<'global::money'>;
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    finishedBy: Schema.Attribute.String;
    finishNote: Schema.Attribute.String;
    lastError: Schema.Attribute.String;
    lastErrorCode: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.refund'> & Schema.Attribute.Private;
    nextAttemptAt: Schema.Attribute.DateTime;
    order: Schema.Attribute.Relation<'manyToOne', 'api::order.order'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    outRefundNo: Schema.Attribute.String & Schema.Attribute.Required;
    payment: Schema.Attribute.Relation<'manyToOne', 'api::payment.payment'>;
    publishedAt: Schema.Attribute.DateTime;
    reason: Schema.Attribute.Enumeration<['late_payment', 'surplus_payment', 'after_sale']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            after_sale: {
              text: '\u552E\u540E';
              tone: 'info';
            };
            late_payment: {
              text: '\u8D85\u65F6\u540E\u4ED8\u6B3E';
              tone: 'warning';
            };
            surplus_payment: {
              text: '\u91CD\u590D\u4ED8\u6B3E';
              tone: 'warning';
            };
          };
        };
      }>;
    sequence: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<1>;
    state: Schema.Attribute.Enumeration<['created', 'processing', 'succeeded', 'abnormal', 'closed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            abnormal: {
              text: '\u9000\u6B3E\u5F02\u5E38';
              tone: 'danger';
            };
            closed: {
              text: '\u5DF2\u5173\u95ED';
              tone: 'neutral';
            };
            created: {
              text: '\u5F85\u63D0\u4EA4';
              tone: 'warning';
            };
            processing: {
              text: '\u9000\u6B3E\u4E2D';
              tone: 'info';
            };
            succeeded: {
              text: '\u9000\u6B3E\u6210\u529F';
              tone: 'success';
            };
          };
        };
      }>;
    succeededAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    wechatRefundId: Schema.Attribute.String;
  };
}

export interface ApiPaymentRiskEvent extends Struct.CollectionTypeSchema {
  collectionName: 'risk_events';
  info: {
    displayName: '\u98CE\u63A7\u4E8B\u4EF6';
    pluralName: 'risk-events';
    singularName: 'risk-event';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        action: {
          block: {
            text: '\u62E6\u622A';
            tone: 'danger';
          };
          flag: {
            text: '\u53EA\u8BB0\u5F55';
            tone: 'neutral';
          };
          verify: {
            text: '\u8981\u6C42\u9A8C\u8BC1';
            tone: 'warning';
          };
        };
        metric: {
          account_age: {
            text: '\u65B0\u6CE8\u518C\u7684\u4F1A\u5458';
            tone: 'info';
          };
          blocked_list: {
            text: '\u9ED1\u540D\u5355';
            tone: 'danger';
          };
          failed_payments: {
            text: '\u6CA1\u6709\u4ED8\u6210\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          order_amount: {
            text: '\u8BA2\u5355\u91D1\u989D';
            tone: 'info';
          };
          payments_per_device: {
            text: '\u540C\u4E00\u8BBE\u5907\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          payments_per_ip: {
            text: '\u540C\u4E00\u7F51\u7EDC\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          payments_per_user: {
            text: '\u540C\u4E00\u4F1A\u5458\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          unfamiliar_ip: {
            text: '\u964C\u751F\u7F51\u7EDC';
            tone: 'warning';
          };
        };
        stage: {
          paying: {
            text: '\u652F\u4ED8';
            tone: 'info';
          };
          placing: {
            text: '\u4E0B\u5355';
            tone: 'info';
          };
        };
        state: {
          dismissed: {
            text: '\u5DF2\u5FFD\u7565';
            tone: 'neutral';
          };
          open: {
            text: '\u5F85\u5904\u7406';
            tone: 'warning';
          };
          verified: {
            text: '\u5DF2\u6838\u5B9E';
            tone: 'success';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    action: Schema.Attribute.Enumeration<['block', 'verify', 'flag']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            block: {
              text: '\u62E6\u622A';
              tone: 'danger';
            };
            flag: {
              text: '\u53EA\u8BB0\u5F55';
              tone: 'neutral';
            };
            verify: {
              text: '\u8981\u6C42\u9A8C\u8BC1';
              tone: 'warning';
            };
          };
        };
      }>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    dedupeKey: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    device: Schema.Attribute.String;
    ip: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.risk-event'> & Schema.Attribute.Private;
    metric: Schema.Attribute.Enumeration<
      [
        'payments_per_user',
        'payments_per_ip',
        'payments_per_device',
        'order_amount',
        'account_age',
        'blocked_list',
        'unfamiliar_ip',
        'failed_payments',
      ]
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            account_age: {
              text: '\u65B0\u6CE8\u518C\u7684\u4F1A\u5458';
              tone: 'info';
            };
            blocked_list: {
              text: '\u9ED1\u540D\u5355';
              tone: 'danger';
            };
            failed_payments: {
              text: '\u6CA1\u6709\u4ED8\u6210\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            order_amount: {
              text: '\u8BA2\u5355\u91D1\u989D';
              tone: 'info';
            };
            payments_per_device: {
              text: '\u540C\u4E00\u8BBE\u5907\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            payments_per_ip: {
              text: '\u540C\u4E00\u7F51\u7EDC\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            payments_per_user: {
              text: '\u540C\u4E00\u4F1A\u5458\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            unfamiliar_ip: {
              text: '\u964C\u751F\u7F51\u7EDC';
              tone: 'warning';
            };
          };
        };
      }>;
    orderNo: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    rule: Schema.Attribute.Relation<'manyToOne', 'api::payment.risk-rule'>;
    ruleName: Schema.Attribute.String & Schema.Attribute.Required;
    settledBy: Schema.Attribute.String;
    settleNote: Schema.Attribute.String;
    stage: Schema.Attribute.Enumeration<['placing', 'paying']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            paying: {
              text: '\u652F\u4ED8';
              tone: 'info';
            };
            placing: {
              text: '\u4E0B\u5355';
              tone: 'info';
            };
          };
        };
      }>;
    state: Schema.Attribute.Enumeration<['open', 'verified', 'dismissed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            dismissed: {
              text: '\u5DF2\u5FFD\u7565';
              tone: 'neutral';
            };
            open: {
              text: '\u5F85\u5904\u7406';
              tone: 'warning';
            };
            verified: {
              text: '\u5DF2\u6838\u5B9E';
              tone: 'success';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'open'>;
    threshold: Schema.Attribute.Integer & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    value: Schema.Attribute.Integer & Schema.Attribute.Required;
    verifiedAt: Schema.Attribute.DateTime;
  };
}

export interface ApiPaymentRiskListEntry extends Struct.CollectionTypeSchema {
  collectionName: 'risk_list_entries';
  info: {
    displayName: '\u98CE\u63A7\u9ED1\u540D\u5355';
    pluralName: 'risk-list-entries';
    singularName: 'risk-list-entry';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          device: {
            text: '\u8BBE\u5907';
            tone: 'info';
          };
          ip: {
            text: '\u7F51\u7EDC\u5730\u5740';
            tone: 'info';
          };
          openid: {
            text: 'OpenID';
            tone: 'info';
          };
          user: {
            text: '\u4F1A\u5458';
            tone: 'info';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    expiresAt: Schema.Attribute.DateTime;
    kind: Schema.Attribute.Enumeration<['user', 'ip', 'device', 'openid']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            device: {
              text: '\u8BBE\u5907';
              tone: 'info';
            };
            ip: {
              text: '\u7F51\u7EDC\u5730\u5740';
              tone: 'info';
            };
            openid: {
              text: 'OpenID';
              tone: 'info';
            };
            user: {
              text: '\u4F1A\u5458';
              tone: 'info';
            };
          };
        };
      }>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.risk-list-entry'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    reason: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 200;
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    value: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 128;
      }>;
  };
}

export interface ApiPaymentRiskRule extends Struct.CollectionTypeSchema {
  collectionName: 'risk_rules';
  info: {
    displayName: '\u98CE\u63A7\u89C4\u5219';
    pluralName: 'risk-rules';
    singularName: 'risk-rule';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        action: {
          block: {
            text: '\u62E6\u622A';
            tone: 'danger';
          };
          flag: {
            text: '\u53EA\u8BB0\u5F55';
            tone: 'neutral';
          };
          verify: {
            text: '\u8981\u6C42\u9A8C\u8BC1';
            tone: 'warning';
          };
        };
        metric: {
          account_age: {
            text: '\u65B0\u6CE8\u518C\u7684\u4F1A\u5458';
            tone: 'info';
          };
          blocked_list: {
            text: '\u9ED1\u540D\u5355';
            tone: 'danger';
          };
          failed_payments: {
            text: '\u6CA1\u6709\u4ED8\u6210\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          order_amount: {
            text: '\u8BA2\u5355\u91D1\u989D';
            tone: 'info';
          };
          payments_per_device: {
            text: '\u540C\u4E00\u8BBE\u5907\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          payments_per_ip: {
            text: '\u540C\u4E00\u7F51\u7EDC\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          payments_per_user: {
            text: '\u540C\u4E00\u4F1A\u5458\u7684\u652F\u4ED8\u6B21\u6570';
            tone: 'info';
          };
          unfamiliar_ip: {
            text: '\u964C\u751F\u7F51\u7EDC';
            tone: 'warning';
          };
        };
        stage: {
          both: {
            text: '\u4E0B\u5355\u548C\u652F\u4ED8';
            tone: 'neutral';
          };
          paying: {
            text: '\u652F\u4ED8';
            tone: 'info';
          };
          placing: {
            text: '\u4E0B\u5355';
            tone: 'info';
          };
        };
      };
      moneyFields: ['minAmount'];
    };
  };
  attributes: {
    action: Schema.Attribute.Enumeration<['block', 'verify', 'flag']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            block: {
              text: '\u62E6\u622A';
              tone: 'danger';
            };
            flag: {
              text: '\u53EA\u8BB0\u5F55';
              tone: 'neutral';
            };
            verify: {
              text: '\u8981\u6C42\u9A8C\u8BC1';
              tone: 'warning';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'flag'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::payment.risk-rule'> & Schema.Attribute.Private;
    metric: Schema.Attribute.Enumeration<
      [
        'payments_per_user',
        'payments_per_ip',
        'payments_per_device',
        'order_amount',
        'account_age',
        'blocked_list',
        'unfamiliar_ip',
        'failed_payments',
      ]
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            account_age: {
              text: '\u65B0\u6CE8\u518C\u7684\u4F1A\u5458';
              tone: 'info';
            };
            blocked_list: {
              text: '\u9ED1\u540D\u5355';
              tone: 'danger';
            };
            failed_payments: {
              text: '\u6CA1\u6709\u4ED8\u6210\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            order_amount: {
              text: '\u8BA2\u5355\u91D1\u989D';
              tone: 'info';
            };
            payments_per_device: {
              text: '\u540C\u4E00\u8BBE\u5907\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            payments_per_ip: {
              text: '\u540C\u4E00\u7F51\u7EDC\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            payments_per_user: {
              text: '\u540C\u4E00\u4F1A\u5458\u7684\u652F\u4ED8\u6B21\u6570';
              tone: 'info';
            };
            unfamiliar_ip: {
              text: '\u964C\u751F\u7F51\u7EDC';
              tone: 'warning';
            };
          };
        };
      }>;
    minAmount: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 64;
      }>;
    note: Schema.Attribute.Text &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 500;
      }>;
    priority: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    stage: Schema.Attribute.Enumeration<['both', 'placing', 'paying']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            both: {
              text: '\u4E0B\u5355\u548C\u652F\u4ED8';
              tone: 'neutral';
            };
            paying: {
              text: '\u652F\u4ED8';
              tone: 'info';
            };
            placing: {
              text: '\u4E0B\u5355';
              tone: 'info';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'both'>;
    threshold: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 10000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    windowSeconds: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 86400;
          min: 1;
        },
        number
      > &
      Schema.Attribute.DefaultTo<60>;
  };
}

export interface ApiPointsPointsAccount extends Struct.CollectionTypeSchema {
  collectionName: 'points_accounts';
  info: {
    displayName: '\u79EF\u5206\u8D26\u6237';
    pluralName: 'points-accounts';
    singularName: 'points-account';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          active: {
            text: '\u6B63\u5E38';
            tone: 'success';
          };
          frozen: {
            text: '\u5DF2\u51BB\u7ED3';
            tone: 'danger';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    available: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    debt: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    expired: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    frozen: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-account'> & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['active', 'frozen']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            active: {
              text: '\u6B63\u5E38';
              tone: 'success';
            };
            frozen: {
              text: '\u5DF2\u51BB\u7ED3';
              tone: 'danger';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'active'>;
    total: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    used: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    version: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
  };
}

export interface ApiPointsPointsAdjustment extends Struct.CollectionTypeSchema {
  collectionName: 'points_adjustments';
  info: {
    displayName: '\u79EF\u5206\u8C03\u6574\u5355';
    pluralName: 'points-adjustments';
    singularName: 'points-adjustment';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          applied: {
            text: '\u5DF2\u751F\u6548';
            tone: 'success';
          };
          pending: {
            text: '\u5F85\u590D\u6838';
            tone: 'warning';
          };
          rejected: {
            text: '\u5DF2\u9A73\u56DE';
            tone: 'danger';
          };
          withdrawn: {
            text: '\u5DF2\u64A4\u56DE';
            tone: 'neutral';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    adjustmentNo: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    decidedAt: Schema.Attribute.DateTime;
    decidedBy: Schema.Attribute.String;
    decisionNote: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-adjustment'> & Schema.Attribute.Private;
    points: Schema.Attribute.Integer & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    reason: Schema.Attribute.String & Schema.Attribute.Required;
    requestedBy: Schema.Attribute.String & Schema.Attribute.Required;
    requestedById: Schema.Attribute.Integer & Schema.Attribute.Required;
    state: Schema.Attribute.Enumeration<['pending', 'applied', 'rejected', 'withdrawn']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            applied: {
              text: '\u5DF2\u751F\u6548';
              tone: 'success';
            };
            pending: {
              text: '\u5F85\u590D\u6838';
              tone: 'warning';
            };
            rejected: {
              text: '\u5DF2\u9A73\u56DE';
              tone: 'danger';
            };
            withdrawn: {
              text: '\u5DF2\u64A4\u56DE';
              tone: 'neutral';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    validDays: Schema.Attribute.Integer & Schema.Attribute.Required;
  };
}

export interface ApiPointsPointsGood extends Struct.CollectionTypeSchema {
  collectionName: 'points_goods';
  info: {
    displayName: '\u79EF\u5206\u5546\u54C1';
    pluralName: 'points-goods';
    singularName: 'points-good';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        kind: {
          physical: {
            text: '\u5B9E\u7269';
            tone: 'info';
          };
          virtual: {
            text: '\u865A\u62DF\u5546\u54C1';
            tone: 'success';
          };
        };
        state: {
          draft: {
            text: '\u8349\u7A3F';
            tone: 'neutral';
          };
          off_sale: {
            text: '\u5DF2\u4E0B\u67B6';
            tone: 'warning';
          };
          on_sale: {
            text: '\u5151\u6362\u4E2D';
            tone: 'success';
          };
        };
      };
      moneyFields: ['price'];
    };
  };
  attributes: {
    cover: Schema.Attribute.Media<'images'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    delistAt: Schema.Attribute.DateTime;
    deliversExpress: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    deliversPickup: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    description: Schema.Attribute.RichText;
    gallery: Schema.Attribute.Media<'images', true>;
    inventory: Schema.Attribute.Relation<'manyToOne', 'api::catalog.inventory'>;
    kind: Schema.Attribute.Enumeration<['physical', 'virtual']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            physical: {
              text: '\u5B9E\u7269';
              tone: 'info';
            };
            virtual: {
              text: '\u865A\u62DF\u5546\u54C1';
              tone: 'success';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'physical'>;
    listAt: Schema.Attribute.DateTime;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-good'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 60;
      }>;
    perUserLimit: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    points: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 10000000;
          min: 1;
        },
        number
      >;
    price: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          max: 10000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    publishedAt: Schema.Attribute.DateTime;
    sku: Schema.Attribute.Relation<'manyToOne', 'api::catalog.sku'>;
    sort: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    state: Schema.Attribute.Enumeration<['draft', 'on_sale', 'off_sale']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            draft: {
              text: '\u8349\u7A3F';
              tone: 'neutral';
            };
            off_sale: {
              text: '\u5DF2\u4E0B\u67B6';
              tone: 'warning';
            };
            on_sale: {
              text: '\u5151\u6362\u4E2D';
              tone: 'success';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'draft'>;
    subtitle: Schema.Attribute.String &
      Schema.Attribute.SetMinMaxLength<{
        maxLength: 120;
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiPointsPointsHold extends Struct.CollectionTypeSchema {
  collectionName: 'points_holds';
  info: {
    displayName: '\u79EF\u5206\u51BB\u7ED3';
    pluralName: 'points-holds';
    singularName: 'points-hold';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          captured: {
            text: '\u5DF2\u4F7F\u7528';
            tone: 'success';
          };
          held: {
            text: '\u51BB\u7ED3\u4E2D';
            tone: 'warning';
          };
          released: {
            text: '\u5DF2\u9000\u56DE';
            tone: 'neutral';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-hold'> & Schema.Attribute.Private;
    lot: Schema.Attribute.Relation<'manyToOne', 'api::points.points-lot'>;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    points: Schema.Attribute.Integer & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    returned: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    state: Schema.Attribute.Enumeration<['held', 'captured', 'released']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            captured: {
              text: '\u5DF2\u4F7F\u7528';
              tone: 'success';
            };
            held: {
              text: '\u51BB\u7ED3\u4E2D';
              tone: 'warning';
            };
            released: {
              text: '\u5DF2\u9000\u56DE';
              tone: 'neutral';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiPointsPointsLot extends Struct.CollectionTypeSchema {
  collectionName: 'points_lots';
  info: {
    displayName: '\u79EF\u5206\u6279\u6B21';
    pluralName: 'points-lots';
    singularName: 'points-lot';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    awardKey: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    expiresAt: Schema.Attribute.DateTime;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-lot'> & Schema.Attribute.Private;
    orderNo: Schema.Attribute.String;
    points: Schema.Attribute.Integer & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    remaining: Schema.Attribute.Integer & Schema.Attribute.Required;
    remindedAt: Schema.Attribute.DateTime;
    source: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
  };
}

export interface ApiPointsPointsRecord extends Struct.CollectionTypeSchema {
  collectionName: 'points_records';
  info: {
    displayName: '\u79EF\u5206\u6D41\u6C34';
    pluralName: 'points-records';
    singularName: 'points-record';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        type: {
          adjust: {
            text: '\u4EBA\u5DE5\u8C03\u6574';
            tone: 'danger';
          };
          award: {
            text: '\u83B7\u5F97';
            tone: 'success';
          };
          clawback: {
            text: '\u9000\u6B3E\u6263\u56DE';
            tone: 'danger';
          };
          deduct: {
            text: '\u6263\u9664';
            tone: 'danger';
          };
          expire: {
            text: '\u8FC7\u671F';
            tone: 'neutral';
          };
          freeze: {
            text: '\u51BB\u7ED3';
            tone: 'info';
          };
          redeem: {
            text: '\u62B5\u6263\u4F7F\u7528';
            tone: 'info';
          };
          refund_return: {
            text: '\u9000\u6B3E\u8FD4\u8FD8';
            tone: 'warning';
          };
          unfreeze: {
            text: '\u89E3\u51BB';
            tone: 'neutral';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    balanceAfter: Schema.Attribute.Integer & Schema.Attribute.Required;
    change: Schema.Attribute.Integer & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String;
    expiresAt: Schema.Attribute.DateTime;
    idempotencyKey: Schema.Attribute.String & Schema.Attribute.Required;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-record'> & Schema.Attribute.Private;
    lotId: Schema.Attribute.Integer;
    operator: Schema.Attribute.String;
    orderNo: Schema.Attribute.String;
    publishedAt: Schema.Attribute.DateTime;
    reversesId: Schema.Attribute.Integer;
    rule: Schema.Attribute.Relation<'manyToOne', 'api::points.points-rule'>;
    source: Schema.Attribute.String & Schema.Attribute.Required;
    type: Schema.Attribute.Enumeration<
      ['award', 'deduct', 'redeem', 'refund_return', 'clawback', 'expire', 'adjust', 'freeze', 'unfreeze']
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            adjust: {
              text: '\u4EBA\u5DE5\u8C03\u6574';
              tone: 'danger';
            };
            award: {
              text: '\u83B7\u5F97';
              tone: 'success';
            };
            clawback: {
              text: '\u9000\u6B3E\u6263\u56DE';
              tone: 'danger';
            };
            deduct: {
              text: '\u6263\u9664';
              tone: 'danger';
            };
            expire: {
              text: '\u8FC7\u671F';
              tone: 'neutral';
            };
            freeze: {
              text: '\u51BB\u7ED3';
              tone: 'info';
            };
            redeem: {
              text: '\u62B5\u6263\u4F7F\u7528';
              tone: 'info';
            };
            refund_return: {
              text: '\u9000\u6B3E\u8FD4\u8FD8';
              tone: 'warning';
            };
            unfreeze: {
              text: '\u89E3\u51BB';
              tone: 'neutral';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    user: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    waived: Schema.Attribute.Integer;
  };
}

export interface ApiPointsPointsRule extends Struct.CollectionTypeSchema {
  collectionName: 'points_rules';
  info: {
    displayName: '\u79EF\u5206\u89C4\u5219';
    pluralName: 'points-rules';
    singularName: 'points-rule';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        scene: {
          bind_phone: {
            text: '\u7ED1\u5B9A\u624B\u673A';
            tone: 'warning';
          };
          birthday: {
            text: '\u751F\u65E5';
            tone: 'warning';
          };
          check_in: {
            text: '\u7B7E\u5230';
            tone: 'info';
          };
          invite: {
            text: '\u9080\u8BF7\u597D\u53CB';
            tone: 'warning';
          };
          manual: {
            text: '\u4EBA\u5DE5\u53D1\u653E';
            tone: 'neutral';
          };
          order_completed: {
            text: '\u8BA2\u5355\u5B8C\u6210';
            tone: 'success';
          };
          payment: {
            text: '\u4ED8\u6B3E';
            tone: 'success';
          };
          register: {
            text: '\u6CE8\u518C';
            tone: 'warning';
          };
          review: {
            text: '\u8BC4\u4EF7';
            tone: 'info';
          };
        };
      };
      moneyFields: ['minAmount'];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    dailyLimitPerUser: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 2000000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    enabled: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    endsAt: Schema.Attribute.DateTime;
    fixedPoints: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-rule'> & Schema.Attribute.Private;
    maxPoints: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    merchants: Schema.Attribute.Relation<'manyToMany', 'api::merchant.merchant'>;
    minAmount: Schema.Attribute.Integer &
      Schema.Attribute.CustomField<'global::money'> &
      Schema.Attribute.SetMinMax<
        {
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    minPoints: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    pointsPerHundredYuan: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    priority: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    products: Schema.Attribute.Relation<'manyToMany', 'api::catalog.product'>;
    publishedAt: Schema.Attribute.DateTime;
    scene: Schema.Attribute.Enumeration<
      ['payment', 'order_completed', 'check_in', 'review', 'register', 'bind_phone', 'invite', 'birthday', 'manual']
    > &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            bind_phone: {
              text: '\u7ED1\u5B9A\u624B\u673A';
              tone: 'warning';
            };
            birthday: {
              text: '\u751F\u65E5';
              tone: 'warning';
            };
            check_in: {
              text: '\u7B7E\u5230';
              tone: 'info';
            };
            invite: {
              text: '\u9080\u8BF7\u597D\u53CB';
              tone: 'warning';
            };
            manual: {
              text: '\u4EBA\u5DE5\u53D1\u653E';
              tone: 'neutral';
            };
            order_completed: {
              text: '\u8BA2\u5355\u5B8C\u6210';
              tone: 'success';
            };
            payment: {
              text: '\u4ED8\u6B3E';
              tone: 'success';
            };
            register: {
              text: '\u6CE8\u518C';
              tone: 'warning';
            };
            review: {
              text: '\u8BC4\u4EF7';
              tone: 'info';
            };
          };
        };
      }>;
    stackable: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    startsAt: Schema.Attribute.DateTime;
    streakBonus: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 1000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    streakDays: Schema.Attribute.Integer &
      Schema.Attribute.SetMinMax<
        {
          max: 3650;
          min: 2;
        },
        number
      > &
      Schema.Attribute.DefaultTo<7>;
    totalLimit: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 2000000000;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<0>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    usesMemberMultiplier: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    validDays: Schema.Attribute.Integer &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMax<
        {
          max: 36500;
          min: 0;
        },
        number
      > &
      Schema.Attribute.DefaultTo<365>;
  };
}

export interface ApiPointsPointsRuleUsage extends Struct.CollectionTypeSchema {
  collectionName: 'points_rule_usages';
  info: {
    displayName: '\u89C4\u5219\u7528\u91CF';
    pluralName: 'points-rule-usages';
    singularName: 'points-rule-usage';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {};
      moneyFields: [];
    };
  };
  attributes: {
    bucket: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::points.points-rule-usage'> & Schema.Attribute.Private;
    points: Schema.Attribute.BigInteger & Schema.Attribute.Required & Schema.Attribute.DefaultTo<'0'>;
    publishedAt: Schema.Attribute.DateTime;
    ruleId: Schema.Attribute.Integer & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiWechatMediaCheck extends Struct.CollectionTypeSchema {
  collectionName: 'media_checks';
  info: {
    displayName: '\u56FE\u7247\u5BA1\u6838';
    pluralName: 'media-checks';
    singularName: 'media-check';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        scene: {
          comment: {
            text: '\u8BC4\u8BBA';
          };
          forum: {
            text: '\u8BBA\u575B';
          };
          profile: {
            text: '\u8D44\u6599';
          };
          social: {
            text: '\u793E\u4EA4\u65E5\u5FD7';
          };
        };
        state: {
          failed: {
            text: '\u63D0\u4EA4\u5931\u8D25';
            tone: 'danger';
          };
          judged: {
            text: '\u5DF2\u6709\u7ED3\u679C';
            tone: 'success';
          };
          pending: {
            text: '\u7B49\u5F85\u5FAE\u4FE1\u7ED3\u679C';
            tone: 'info';
          };
          starting: {
            text: '\u6B63\u5728\u63D0\u4EA4';
            tone: 'neutral';
          };
          unanswered: {
            text: '\u5FAE\u4FE1\u6CA1\u6709\u7B54\u590D';
            tone: 'warning';
          };
        };
        suggest: {
          pass: {
            text: '\u901A\u8FC7';
            tone: 'success';
          };
          review: {
            text: '\u9700\u4EBA\u5DE5\u5BA1\u6838';
            tone: 'warning';
          };
          risky: {
            text: '\u8FDD\u89C4';
            tone: 'danger';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    giveUpAt: Schema.Attribute.DateTime;
    judgedAt: Schema.Attribute.DateTime;
    label: Schema.Attribute.Integer;
    lastError: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::wechat.media-check'> & Schema.Attribute.Private;
    openid: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    scene: Schema.Attribute.Enumeration<['profile', 'comment', 'forum', 'social']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            comment: {
              text: '\u8BC4\u8BBA';
            };
            forum: {
              text: '\u8BBA\u575B';
            };
            profile: {
              text: '\u8D44\u6599';
            };
            social: {
              text: '\u793E\u4EA4\u65E5\u5FD7';
            };
          };
        };
      }>;
    state: Schema.Attribute.Enumeration<['starting', 'pending', 'judged', 'unanswered', 'failed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            failed: {
              text: '\u63D0\u4EA4\u5931\u8D25';
              tone: 'danger';
            };
            judged: {
              text: '\u5DF2\u6709\u7ED3\u679C';
              tone: 'success';
            };
            pending: {
              text: '\u7B49\u5F85\u5FAE\u4FE1\u7ED3\u679C';
              tone: 'info';
            };
            starting: {
              text: '\u6B63\u5728\u63D0\u4EA4';
              tone: 'neutral';
            };
            unanswered: {
              text: '\u5FAE\u4FE1\u6CA1\u6709\u7B54\u590D';
              tone: 'warning';
            };
          };
        };
      }>;
    subject: Schema.Attribute.String & Schema.Attribute.Required;
    suggest: Schema.Attribute.Enumeration<['pass', 'review', 'risky']> &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            pass: {
              text: '\u901A\u8FC7';
              tone: 'success';
            };
            review: {
              text: '\u9700\u4EBA\u5DE5\u5BA1\u6838';
              tone: 'warning';
            };
            risky: {
              text: '\u8FDD\u89C4';
              tone: 'danger';
            };
          };
        };
      }>;
    traceId: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    url: Schema.Attribute.Text & Schema.Attribute.Required;
  };
}

export interface ApiWechatPushMessage extends Struct.CollectionTypeSchema {
  collectionName: 'push_messages';
  info: {
    displayName: '\u5FAE\u4FE1\u6D88\u606F\u63A8\u9001';
    pluralName: 'push-messages';
    singularName: 'push-message';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        state: {
          failed: {
            text: '\u5904\u7406\u5931\u8D25';
            tone: 'danger';
          };
          handled: {
            text: '\u5DF2\u5904\u7406';
            tone: 'success';
          };
          ignored: {
            text: '\u65E0\u9700\u5904\u7406';
            tone: 'neutral';
          };
          received: {
            text: '\u5DF2\u63A5\u6536';
            tone: 'info';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    dedupeKey: Schema.Attribute.String & Schema.Attribute.Required;
    event: Schema.Attribute.String;
    fields: Schema.Attribute.Text & Schema.Attribute.Private;
    fromUser: Schema.Attribute.String & Schema.Attribute.Private;
    handledAt: Schema.Attribute.DateTime;
    lastError: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::wechat.push-message'> & Schema.Attribute.Private;
    msgType: Schema.Attribute.String & Schema.Attribute.Required;
    nextAttemptAt: Schema.Attribute.DateTime;
    publishedAt: Schema.Attribute.DateTime;
    rawBody: Schema.Attribute.Text & Schema.Attribute.Private;
    sentAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['received', 'handled', 'ignored', 'failed']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            failed: {
              text: '\u5904\u7406\u5931\u8D25';
              tone: 'danger';
            };
            handled: {
              text: '\u5DF2\u5904\u7406';
              tone: 'success';
            };
            ignored: {
              text: '\u65E0\u9700\u5904\u7406';
              tone: 'neutral';
            };
            received: {
              text: '\u5DF2\u63A5\u6536';
              tone: 'info';
            };
          };
        };
      }>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface ApiWechatShippingUpload extends Struct.CollectionTypeSchema {
  collectionName: 'shipping_uploads';
  info: {
    displayName: '\u5FAE\u4FE1\u53D1\u8D27\u4E0A\u62A5';
    pluralName: 'shipping-uploads';
    singularName: 'shipping-upload';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      choices: {
        deliveryMode: {
          split: {
            text: '\u591A\u4E2A\u5305\u88F9';
          };
          unified: {
            text: '\u4E00\u4E2A\u5305\u88F9';
          };
        };
        logisticsType: {
          express: {
            text: '\u5FEB\u9012';
          };
          local: {
            text: '\u540C\u57CE\u914D\u9001';
          };
          pickup: {
            text: '\u7528\u6237\u81EA\u63D0';
          };
          virtual: {
            text: '\u865A\u62DF\u5546\u54C1';
          };
        };
        state: {
          failed: {
            text: '\u4E0A\u62A5\u5931\u8D25';
            tone: 'danger';
          };
          gave_up: {
            text: '\u5DF2\u505C\u6B62\u4E0A\u62A5';
            tone: 'danger';
          };
          pending: {
            text: '\u5F85\u4E0A\u62A5';
            tone: 'warning';
          };
          uploaded: {
            text: '\u5DF2\u4E0A\u62A5';
            tone: 'success';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    attempts: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<0>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    deliveryMode: Schema.Attribute.Enumeration<['unified', 'split']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            split: {
              text: '\u591A\u4E2A\u5305\u88F9';
            };
            unified: {
              text: '\u4E00\u4E2A\u5305\u88F9';
            };
          };
        };
      }>;
    estimatedSettlementAt: Schema.Attribute.DateTime;
    isAllDelivered: Schema.Attribute.Boolean & Schema.Attribute.Required & Schema.Attribute.DefaultTo<true>;
    itemDesc: Schema.Attribute.Text;
    lastError: Schema.Attribute.String;
    lastErrorCode: Schema.Attribute.Integer;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'api::wechat.shipping-upload'> & Schema.Attribute.Private;
    logisticsType: Schema.Attribute.Enumeration<['express', 'local', 'virtual', 'pickup']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            express: {
              text: '\u5FEB\u9012';
            };
            local: {
              text: '\u540C\u57CE\u914D\u9001';
            };
            pickup: {
              text: '\u7528\u6237\u81EA\u63D0';
            };
            virtual: {
              text: '\u865A\u62DF\u5546\u54C1';
            };
          };
        };
      }>;
    nextAttemptAt: Schema.Attribute.DateTime;
    openid: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Private;
    orderNo: Schema.Attribute.String & Schema.Attribute.Required;
    outTradeNo: Schema.Attribute.String & Schema.Attribute.Required;
    parcels: Schema.Attribute.JSON & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    receivedAt: Schema.Attribute.DateTime;
    remindedAt: Schema.Attribute.DateTime;
    requestedAt: Schema.Attribute.DateTime & Schema.Attribute.Required;
    revision: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.DefaultTo<1>;
    sendingUntil: Schema.Attribute.DateTime;
    settledAt: Schema.Attribute.DateTime;
    state: Schema.Attribute.Enumeration<['pending', 'uploaded', 'failed', 'gave_up']> &
      Schema.Attribute.Required &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            failed: {
              text: '\u4E0A\u62A5\u5931\u8D25';
              tone: 'danger';
            };
            gave_up: {
              text: '\u5DF2\u505C\u6B62\u4E0A\u62A5';
              tone: 'danger';
            };
            pending: {
              text: '\u5F85\u4E0A\u62A5';
              tone: 'warning';
            };
            uploaded: {
              text: '\u5DF2\u4E0A\u62A5';
              tone: 'success';
            };
          };
        };
      }>;
    transactionId: Schema.Attribute.String & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    uploadedAt: Schema.Attribute.DateTime;
  };
}

export interface PluginContentReleasesRelease extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_releases';
  info: {
    displayName: 'Release';
    pluralName: 'releases';
    singularName: 'release';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    actions: Schema.Attribute.Relation<'oneToMany', 'plugin::content-releases.release-action'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::content-releases.release'> &
      Schema.Attribute.Private;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    publishedAt: Schema.Attribute.DateTime;
    releasedAt: Schema.Attribute.DateTime;
    scheduledAt: Schema.Attribute.DateTime;
    status: Schema.Attribute.Enumeration<['ready', 'blocked', 'failed', 'done', 'empty']> & Schema.Attribute.Required;
    timezone: Schema.Attribute.String;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface PluginContentReleasesReleaseAction extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_release_actions';
  info: {
    displayName: 'Release Action';
    pluralName: 'release-actions';
    singularName: 'release-action';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    contentType: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    entryDocumentId: Schema.Attribute.String;
    isEntryValid: Schema.Attribute.Boolean;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::content-releases.release-action'> &
      Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    release: Schema.Attribute.Relation<'manyToOne', 'plugin::content-releases.release'>;
    type: Schema.Attribute.Enumeration<['publish', 'unpublish']> & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface PluginI18NLocale extends Struct.CollectionTypeSchema {
  collectionName: 'i18n_locale';
  info: {
    collectionName: 'locales';
    description: '';
    displayName: 'Locale';
    pluralName: 'locales';
    singularName: 'locale';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    code: Schema.Attribute.String & Schema.Attribute.Unique;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::i18n.locale'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.SetMinMax<
        {
          max: 50;
          min: 1;
        },
        number
      >;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface PluginReviewWorkflowsWorkflow extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_workflows';
  info: {
    description: '';
    displayName: 'Workflow';
    name: 'Workflow';
    pluralName: 'workflows';
    singularName: 'workflow';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    contentTypes: Schema.Attribute.JSON & Schema.Attribute.Required & Schema.Attribute.DefaultTo<'[]'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::review-workflows.workflow'> &
      Schema.Attribute.Private;
    name: Schema.Attribute.String & Schema.Attribute.Required & Schema.Attribute.Unique;
    publishedAt: Schema.Attribute.DateTime;
    stageRequiredToPublish: Schema.Attribute.Relation<'oneToOne', 'plugin::review-workflows.workflow-stage'>;
    stages: Schema.Attribute.Relation<'oneToMany', 'plugin::review-workflows.workflow-stage'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface PluginReviewWorkflowsWorkflowStage extends Struct.CollectionTypeSchema {
  collectionName: 'strapi_workflows_stages';
  info: {
    description: '';
    displayName: 'Stages';
    name: 'Workflow Stage';
    pluralName: 'workflow-stages';
    singularName: 'workflow-stage';
  };
  options: {
    draftAndPublish: false;
    version: '1.1.0';
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    color: Schema.Attribute.String & Schema.Attribute.DefaultTo<'#4945FF'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::review-workflows.workflow-stage'> &
      Schema.Attribute.Private;
    name: Schema.Attribute.String;
    permissions: Schema.Attribute.Relation<'manyToMany', 'admin::permission'>;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    workflow: Schema.Attribute.Relation<'manyToOne', 'plugin::review-workflows.workflow'>;
  };
}

export interface PluginUploadFile extends Struct.CollectionTypeSchema {
  collectionName: 'files';
  info: {
    description: '';
    displayName: 'File';
    pluralName: 'files';
    singularName: 'file';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    alternativeText: Schema.Attribute.Text;
    caption: Schema.Attribute.Text;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    ext: Schema.Attribute.String;
    focalPoint: Schema.Attribute.JSON;
    folder: Schema.Attribute.Relation<'manyToOne', 'plugin::upload.folder'> & Schema.Attribute.Private;
    folderPath: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    formats: Schema.Attribute.JSON;
    hash: Schema.Attribute.String & Schema.Attribute.Required;
    height: Schema.Attribute.Integer;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::upload.file'> & Schema.Attribute.Private;
    mime: Schema.Attribute.String & Schema.Attribute.Required;
    name: Schema.Attribute.String & Schema.Attribute.Required;
    previewUrl: Schema.Attribute.Text;
    provider: Schema.Attribute.String & Schema.Attribute.Required;
    provider_metadata: Schema.Attribute.JSON;
    publishedAt: Schema.Attribute.DateTime;
    related: Schema.Attribute.Relation<'morphToMany'>;
    size: Schema.Attribute.Decimal & Schema.Attribute.Required;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    url: Schema.Attribute.Text & Schema.Attribute.Required;
    width: Schema.Attribute.Integer;
  };
}

export interface PluginUploadFolder extends Struct.CollectionTypeSchema {
  collectionName: 'upload_folders';
  info: {
    displayName: 'Folder';
    pluralName: 'folders';
    singularName: 'folder';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    children: Schema.Attribute.Relation<'oneToMany', 'plugin::upload.folder'>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    files: Schema.Attribute.Relation<'oneToMany', 'plugin::upload.file'>;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::upload.folder'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    parent: Schema.Attribute.Relation<'manyToOne', 'plugin::upload.folder'>;
    path: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 1;
      }>;
    pathId: Schema.Attribute.Integer & Schema.Attribute.Required & Schema.Attribute.Unique;
    publishedAt: Schema.Attribute.DateTime;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface PluginUsersPermissionsPermission extends Struct.CollectionTypeSchema {
  collectionName: 'up_permissions';
  info: {
    description: '';
    displayName: 'Permission';
    name: 'permission';
    pluralName: 'permissions';
    singularName: 'permission';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    action: Schema.Attribute.String & Schema.Attribute.Required;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::users-permissions.permission'> &
      Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    role: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.role'>;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
  };
}

export interface PluginUsersPermissionsRole extends Struct.CollectionTypeSchema {
  collectionName: 'up_roles';
  info: {
    description: '';
    displayName: 'Role';
    name: 'role';
    pluralName: 'roles';
    singularName: 'role';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    'content-manager': {
      visible: false;
    };
    'content-type-builder': {
      visible: false;
    };
  };
  attributes: {
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    description: Schema.Attribute.String;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::users-permissions.role'> & Schema.Attribute.Private;
    name: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 3;
      }>;
    permissions: Schema.Attribute.Relation<'oneToMany', 'plugin::users-permissions.permission'>;
    publishedAt: Schema.Attribute.DateTime;
    type: Schema.Attribute.String & Schema.Attribute.Unique;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    users: Schema.Attribute.Relation<'oneToMany', 'plugin::users-permissions.user'>;
  };
}

export interface PluginUsersPermissionsUser extends Struct.CollectionTypeSchema {
  collectionName: 'up_users';
  info: {
    description: '';
    displayName: '\u7528\u6237';
    name: 'user';
    pluralName: 'users';
    singularName: 'user';
  };
  options: {
    draftAndPublish: false;
  };
  pluginOptions: {
    mallard: {
      addedColumns: {
        availablePoints: '\u53EF\u7528\u79EF\u5206';
      };
      choices: {
        gender: {
          female: {
            text: '\u5973';
          };
          male: {
            text: '\u7537';
          };
          unknown: {
            text: '\u672A\u586B\u5199';
          };
        };
      };
      moneyFields: [];
    };
  };
  attributes: {
    avatar: Schema.Attribute.String;
    birthday: Schema.Attribute.Date;
    birthdayChangedOn: Schema.Attribute.Date & Schema.Attribute.Private;
    birthdayGiftDueOn: Schema.Attribute.Date & Schema.Attribute.Private;
    birthdayGiftOn: Schema.Attribute.Date & Schema.Attribute.Private;
    blocked: Schema.Attribute.Boolean & Schema.Attribute.DefaultTo<false>;
    confirmationToken: Schema.Attribute.String & Schema.Attribute.Private;
    confirmed: Schema.Attribute.Boolean & Schema.Attribute.Private & Schema.Attribute.DefaultTo<false>;
    createdAt: Schema.Attribute.DateTime;
    createdBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    email: Schema.Attribute.Email &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 6;
      }>;
    gender: Schema.Attribute.Enumeration<['unknown', 'male', 'female']> &
      Schema.Attribute.SetPluginOptions<{
        mallard: {
          choices: {
            female: {
              text: '\u5973';
            };
            male: {
              text: '\u7537';
            };
            unknown: {
              text: '\u672A\u586B\u5199';
            };
          };
        };
      }> &
      Schema.Attribute.DefaultTo<'unknown'>;
    growth: Schema.Attribute.Integer & Schema.Attribute.DefaultTo<0>;
    inviteCode: Schema.Attribute.String;
    inviter: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.user'>;
    lastSeenAt: Schema.Attribute.DateTime;
    level: Schema.Attribute.Relation<'manyToOne', 'api::member.member-level'>;
    levelDueOn: Schema.Attribute.Date;
    locale: Schema.Attribute.String & Schema.Attribute.Private;
    localizations: Schema.Attribute.Relation<'oneToMany', 'plugin::users-permissions.user'> & Schema.Attribute.Private;
    nickname: Schema.Attribute.String;
    openid: Schema.Attribute.String & Schema.Attribute.Private;
    password: Schema.Attribute.Password &
      Schema.Attribute.Private &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 6;
      }>;
    phoneCipher: Schema.Attribute.Text & Schema.Attribute.Private;
    phoneHash: Schema.Attribute.String & Schema.Attribute.Private;
    phoneMasked: Schema.Attribute.String;
    provider: Schema.Attribute.String & Schema.Attribute.Private;
    publishedAt: Schema.Attribute.DateTime;
    registeredVia: Schema.Attribute.String;
    resetPasswordToken: Schema.Attribute.String & Schema.Attribute.Private;
    role: Schema.Attribute.Relation<'manyToOne', 'plugin::users-permissions.role'>;
    sessionKeyCipher: Schema.Attribute.Text & Schema.Attribute.Private;
    unionid: Schema.Attribute.String & Schema.Attribute.Private;
    updatedAt: Schema.Attribute.DateTime;
    updatedBy: Schema.Attribute.Relation<'oneToOne', 'admin::user'> & Schema.Attribute.Private;
    username: Schema.Attribute.String &
      Schema.Attribute.Required &
      Schema.Attribute.Private &
      Schema.Attribute.Unique &
      Schema.Attribute.SetMinMaxLength<{
        minLength: 3;
      }>;
  };
}

declare module '@strapi/strapi' {
  export namespace Public {
    export interface ContentTypeSchemas {
      'admin::api-token': AdminApiToken;
      'admin::api-token-permission': AdminApiTokenPermission;
      'admin::permission': AdminPermission;
      'admin::role': AdminRole;
      'admin::session': AdminSession;
      'admin::transfer-token': AdminTransferToken;
      'admin::transfer-token-permission': AdminTransferTokenPermission;
      'admin::user': AdminUser;
      'api::activity.activity': ApiActivityActivity;
      'api::catalog.brand': ApiCatalogBrand;
      'api::catalog.category': ApiCatalogCategory;
      'api::catalog.inventory': ApiCatalogInventory;
      'api::catalog.product': ApiCatalogProduct;
      'api::catalog.review': ApiCatalogReview;
      'api::catalog.sku': ApiCatalogSku;
      'api::catalog.stock-movement': ApiCatalogStockMovement;
      'api::delivery.pickup-point': ApiDeliveryPickupPoint;
      'api::member.address': ApiMemberAddress;
      'api::member.browsing-record': ApiMemberBrowsingRecord;
      'api::member.check-in': ApiMemberCheckIn;
      'api::member.favorite': ApiMemberFavorite;
      'api::member.growth-record': ApiMemberGrowthRecord;
      'api::member.invitation': ApiMemberInvitation;
      'api::member.member-level': ApiMemberMemberLevel;
      'api::member.member-session': ApiMemberMemberSession;
      'api::merchant.merchant': ApiMerchantMerchant;
      'api::merchant.merchant-operator': ApiMerchantMerchantOperator;
      'api::merchant.merchant-staff': ApiMerchantMerchantStaff;
      'api::merchant.payment-code': ApiMerchantPaymentCode;
      'api::merchant.repayment': ApiMerchantRepayment;
      'api::merchant.settlement': ApiMerchantSettlement;
      'api::merchant.settlement-line': ApiMerchantSettlementLine;
      'api::message.message': ApiMessageMessage;
      'api::operations.audit-log': ApiOperationsAuditLog;
      'api::operations.encrypted-column': ApiOperationsEncryptedColumn;
      'api::operations.open-app': ApiOperationsOpenApp;
      'api::operations.outbox-event': ApiOperationsOutboxEvent;
      'api::operations.setting': ApiOperationsSetting;
      'api::order.after-sale': ApiOrderAfterSale;
      'api::order.cart-item': ApiOrderCartItem;
      'api::order.order': ApiOrderOrder;
      'api::order.order-item': ApiOrderOrderItem;
      'api::order.order-log': ApiOrderOrderLog;
      'api::order.shipment': ApiOrderShipment;
      'api::payment.familiar-ip': ApiPaymentFamiliarIp;
      'api::payment.payment': ApiPaymentPayment;
      'api::payment.payment-notification': ApiPaymentPaymentNotification;
      'api::payment.payout': ApiPaymentPayout;
      'api::payment.profit-return': ApiPaymentProfitReturn;
      'api::payment.profit-sharing': ApiPaymentProfitSharing;
      'api::payment.reconciliation': ApiPaymentReconciliation;
      'api::payment.reconciliation-difference': ApiPaymentReconciliationDifference;
      'api::payment.reconciliation-line': ApiPaymentReconciliationLine;
      'api::payment.refund': ApiPaymentRefund;
      'api::payment.risk-event': ApiPaymentRiskEvent;
      'api::payment.risk-list-entry': ApiPaymentRiskListEntry;
      'api::payment.risk-rule': ApiPaymentRiskRule;
      'api::points.points-account': ApiPointsPointsAccount;
      'api::points.points-adjustment': ApiPointsPointsAdjustment;
      'api::points.points-good': ApiPointsPointsGood;
      'api::points.points-hold': ApiPointsPointsHold;
      'api::points.points-lot': ApiPointsPointsLot;
      'api::points.points-record': ApiPointsPointsRecord;
      'api::points.points-rule': ApiPointsPointsRule;
      'api::points.points-rule-usage': ApiPointsPointsRuleUsage;
      'api::wechat.media-check': ApiWechatMediaCheck;
      'api::wechat.push-message': ApiWechatPushMessage;
      'api::wechat.shipping-upload': ApiWechatShippingUpload;
      'plugin::content-releases.release': PluginContentReleasesRelease;
      'plugin::content-releases.release-action': PluginContentReleasesReleaseAction;
      'plugin::i18n.locale': PluginI18NLocale;
      'plugin::review-workflows.workflow': PluginReviewWorkflowsWorkflow;
      'plugin::review-workflows.workflow-stage': PluginReviewWorkflowsWorkflowStage;
      'plugin::upload.file': PluginUploadFile;
      'plugin::upload.folder': PluginUploadFolder;
      'plugin::users-permissions.permission': PluginUsersPermissionsPermission;
      'plugin::users-permissions.role': PluginUsersPermissionsRole;
      'plugin::users-permissions.user': PluginUsersPermissionsUser;
    }
  }
}
