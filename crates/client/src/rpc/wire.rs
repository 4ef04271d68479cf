//! JSON-RPC over HTTP.
//!
//! The RPC client's own transport panics on an answer that is no object, and sleeps for as long as a node asks it to.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use serde_json::Value;
use solana_rpc_client::{
    api::{
        client_error::{
            reqwest::{header, Client, Error, Response, StatusCode},
            Result,
        },
        request::{RpcError, RpcRequest, RpcResponseErrorData},
    },
    rpc_sender::{RpcSender, RpcTransportStats},
};
use tokio::time::sleep;

/// Times a request is made of a node that asks for patience.
const TRIES: u32 = 5;
/// Between two of them, unless the node says how long.
const PATIENCE: Duration = Duration::from_millis(500);

/// A node's address and the connections to it.
pub(super) struct Wire {
    client: Client,
    url: String,
    requests: AtomicU64,
}

impl Wire {
    pub(super) fn to(url: &str, timeout: Duration) -> Self {
        let client = Client::builder()
            .timeout(timeout)
            .pool_idle_timeout(timeout)
            .build();
        Self {
            // It fails where the TLS library is built wrongly, and then always.
            client: client.expect("a TLS library"),
            url: url.to_owned(),
            requests: AtomicU64::new(0),
        }
    }

    async fn post(&self, body: &str) -> Result<Response> {
        let mut left = TRIES;
        loop {
            left -= 1;
            let request = self.client.post(&self.url);
            let request = request.header(header::CONTENT_TYPE, "application/json");
            let response = request.body(body.to_owned()).send().await;
            let response = response.map_err(Error::without_url)?;
            if response.status() != StatusCode::TOO_MANY_REQUESTS || left == 0 {
                return Ok(response.error_for_status().map_err(Error::without_url)?);
            }
            sleep(patience(&response)).await;
        }
    }
}

/// How long a node that is asked too often wants to be left alone. Whoever waits for the answer has a limit of their
/// own.
fn patience(response: &Response) -> Duration {
    let after = response.headers().get(header::RETRY_AFTER);
    let after = after.and_then(|value| value.to_str().ok()?.parse().ok());
    after.map_or(PATIENCE, Duration::from_secs)
}

#[async_trait]
impl RpcSender for Wire {
    async fn send(&self, request: RpcRequest, params: Value) -> Result<Value> {
        let id = self.requests.fetch_add(1, Ordering::Relaxed);
        let body = request.build_request_json(id, params).to_string();
        let answer = self.post(&body).await?.bytes().await;
        let answer = answer.map_err(Error::without_url)?;
        result(serde_json::from_slice(&answer)?)
    }

    fn get_transport_stats(&self) -> RpcTransportStats {
        RpcTransportStats {
            request_count: self.requests.load(Ordering::Relaxed) as usize,
            ..RpcTransportStats::default()
        }
    }

    fn url(&self) -> String {
        self.url.clone()
    }
}

/// What an answer holds: a result, or the node's refusal.
fn result(mut answer: Value) -> Result<Value> {
    let error = &answer["error"];
    if let Some(code) = error["code"].as_i64() {
        let message = error["message"].as_str().unwrap_or("no reason given");
        let refusal = RpcError::RpcResponseError {
            code,
            message: message.to_owned(),
            data: RpcResponseErrorData::Empty,
        };
        return Err(refusal.into());
    }
    let result = answer
        .as_object_mut()
        .and_then(|answer| answer.remove("result"));
    result.ok_or_else(|| RpcError::ParseError("a result".to_owned()).into())
}
