# Built from the same steps as `make site`; see docs/operating.md.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /dorbank
COPY . .
RUN make site \
 && .venv/bin/uv sync --frozen --no-dev \
 && rm -rf node_modules tests bench docs/trials

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home dorbank && mkdir /data && chown dorbank /data
COPY --from=build --chown=root:root /dorbank /dorbank
WORKDIR /dorbank
USER dorbank
ENV DORBANK_DATA=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD [".venv/bin/python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health', timeout=4)"]
CMD ["sh", "-c", ".venv/bin/dorbank migrate && exec .venv/bin/dorbank serve"]
