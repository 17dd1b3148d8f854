# The image that serves a district. Its libpq speaks TLS, which the default build's does not.
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev libpq-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
# The image is the toolchain: nothing else is to be fetched for rust-toolchain.toml.
ENV RUSTUP_TOOLCHAIN=1.95.0
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --locked --release --package api --no-default-features --features postgres-tls \
    && install -D target/release/hallpass /out/hallpass

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home hallpass \
    && install -d -o hallpass -g hallpass -m 700 /var/lib/hallpass
COPY --from=build /out/hallpass /usr/local/bin/hallpass
USER 10001:10001
# The only place that is written to, and only by the embedded database.
WORKDIR /var/lib/hallpass
VOLUME /var/lib/hallpass
ENV HALLPASS_BIND=0.0.0.0:8080 \
    HALLPASS_DATA_DIR=/var/lib/hallpass
EXPOSE 8080
# bash opens the socket itself, so that the image carries no HTTP client.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [ \"$status\" = 200 ]"]
ENTRYPOINT ["hallpass"]
CMD ["serve"]
