# Hangil in one container. x86-64 and arm64; see docs/docker.md.

FROM node:20-bookworm-slim AS build
# For the database driver, where npm finds no ready-made one.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund && npx turbo run build --output-logs=errors-only
RUN npm prune --omit=dev --no-audit --no-fund && node scripts/keep-what-runs.mjs

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 HANGIL_DATABASE_URL=file:/data/hangil.db
WORKDIR /app
COPY --from=build /build/package.json ./package.json
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/packages ./packages
COPY --from=build /build/apps ./apps
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=32", "apps/gateway/dist/main.js"]
