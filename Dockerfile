# One image for every role: the bot as it is; a worker with the command `jobs/main.ts` and WORKER_PORT set,
# such as 9464, without which its health check fails; any command of `ducky` with `bot/cli/main.ts` before it.

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The servers and the Node.js that `npm start` brings along are not needed here: they are nine tenths of
# all bytes. The lock file still holds every other package to its version and checksum.
RUN npm pkg delete dependencies.chdb optionalDependencies \
  && npm install --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app ./
COPY LICENSE README.md SECURITY.md ./
COPY data ./data
COPY model ./model
COPY prompts ./prompts
COPY jobs ./jobs
COPY bot ./bot
USER node
# The home of commands; bots and workers keep no files.
RUN mkdir -m 700 /home/node/ducky
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WORKER_PORT || process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No npm and no shell in between, so that the process itself hears SIGTERM.
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning"]
CMD ["bot/main.ts"]
