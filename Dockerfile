# The service, for a PostgreSQL of your own. docs/operate.md has the settings; none of them is in the image.

# Generates the Prisma client, which needs the development dependencies. `npm ci` does it after it has installed.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
COPY prisma prisma
RUN npm ci

# Without development dependencies and without install scripts; without the optional ones, which are the embedded PostgreSQL.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3978
COPY package.json LICENSE ./
COPY cards cards
COPY samples samples
COPY manifests/teams manifests/teams
COPY prisma/migrations prisma/migrations
COPY src src
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/src/generated src/generated

# Nothing here is the service's to write: everything it keeps is in the database.
USER node
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((res) => process.exit(res.ok ? 0 : 1), () => process.exit(1))"]

# The embedded PostgreSQL is not in the image, so a missing DATABASE_URL is said at once. exec: signals reach the service.
ENTRYPOINT ["/bin/sh", "-c", ": \"${DATABASE_URL:?must be set, see docs/operate.md}\"; exec node --max-semi-space-size=8 --heap-growing-percent=60 src/main.ts \"$@\"", "followthrough"]
CMD ["serve"]
