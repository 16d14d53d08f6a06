# syntax=docker/dockerfile:1

# ── 1. all dependencies, and the build ──────────────────────────────────────────
FROM node:20-slim AS build
WORKDIR /app
# Only needed when there is no prebuilt database driver for the platform.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
# The build reads the configuration but keeps none of it: its secrets are made up for this step.
RUN npm run build

# ── 2. production dependencies alone ────────────────────────────────────────────
FROM build AS dependencies
RUN npm prune --omit=dev

# ── 3. what runs ────────────────────────────────────────────────────────────────
FROM node:20-slim AS run
ENV NODE_ENV=production \
  TZ=UTC \
  HOST=0.0.0.0 \
  PORT=1337 \
  STRAPI_TELEMETRY_DISABLED=true
WORKDIR /app
COPY --from=dependencies --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/scripts ./scripts
COPY --from=build --chown=node:node /app/database ./database
COPY --from=build --chown=node:node /app/package.json /app/tsconfig.json /app/favicon.* ./
# Uploads and the embedded database live on volumes; the rest of the image is never written to.
RUN mkdir -p .data public/uploads && chown node:node /app .data public/uploads
USER node
EXPOSE 1337
VOLUME ["/app/.data", "/app/public/uploads"]
# Liveness only: an instance that is not ready must not be killed, but left out of traffic (/readyz).
HEALTHCHECK --interval=15s --timeout=3s --start-period=90s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 1337) + '/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# Exec form: Node is process 1, gets SIGTERM itself and lets requests in flight finish.
STOPSIGNAL SIGTERM
CMD ["node", "scripts/start.mjs"]
