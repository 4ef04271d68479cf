//! Addresses of nodes as logs and errors show them.

use solana_rpc_client::api::client_error::reqwest::Url;

/// A node's URL without what may be a key to it: providers put those into path and query. What is no URL is shown as it
/// is.
pub fn shown(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else {
        return url.to_owned();
    };
    let Some(host) = parsed.host_str() else {
        return url.to_owned();
    };
    let port = parsed.port().map(|port| format!(":{port}"));
    let is_plain = matches!(parsed.path(), "" | "/") && parsed.query().is_none();
    let rest = if is_plain { "" } else { "/…" };
    let (scheme, port) = (parsed.scheme(), port.unwrap_or_default());
    format!("{scheme}://{host}{port}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_left_out() {
        for (url, told) in [
            ("http://127.0.0.1:8899", "http://127.0.0.1:8899"),
            ("https://node.example/", "https://node.example"),
            ("https://node.example/?api-key=k", "https://node.example/…"),
            ("https://node.example:1/v2/k", "https://node.example:1/…"),
            ("wss://me:k@node.example", "wss://node.example"),
            ("devnet", "devnet"),
        ] {
            assert_eq!(shown(url), told);
        }
    }
}
