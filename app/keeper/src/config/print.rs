//! A configuration as a file that explains itself.

use serde_json::Value;

use super::Config;

/// Every key with its default and what it does.
pub const EXAMPLE: &str = include_str!("../../keeper.toml");

/// The example file with the values of `config` in place of the defaults. A key without a value stays a comment.
pub fn annotated(config: &Config) -> String {
    let values = serde_json::to_value(config).unwrap_or_default();
    let mut section = &values;
    let mut lines = Vec::new();
    for line in EXAMPLE.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = &values[name];
        }
        lines.push(match setting(line) {
            Some(setting) => setting.with(&section[setting.key]),
            None => line.to_owned(),
        });
    }
    lines.join("\n") + "\n"
}

/// A line that sets a key, or shows how one would be set: `# key = value  # why`.
struct Setting<'a> {
    key: &'a str,
    shown: &'a str,
    /// With the spaces before it.
    comment: &'a str,
}

fn setting(line: &str) -> Option<Setting<'_>> {
    let (key, rest) = line.trim_start_matches("# ").split_once(" = ")?;
    let is_key = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    if !key.bytes().all(is_key) {
        return None;
    }
    // No value of the example holds a hash.
    let end = rest.find('#').unwrap_or(rest.len());
    let shown = rest[..end].trim_end();
    Some(Setting {
        key,
        shown,
        comment: &rest[shown.len()..],
    })
}

impl Setting<'_> {
    fn with(&self, value: &Value) -> String {
        let (key, comment) = (self.key, self.comment);
        match value {
            Value::Null => format!("# {key} = {}{comment}", self.shown),
            // Texts, numbers and lists are written the same in JSON and in TOML.
            value => format!("{key} = {value}{comment}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_the_defaults_and_names_every_key() {
        assert_eq!(Config::parse(EXAMPLE, &[]).unwrap(), Config::default());
        let Value::Object(values) = serde_json::to_value(Config::default()).unwrap() else {
            unreachable!("a struct");
        };
        let is_named = |key: &str| {
            let mut settings = EXAMPLE.lines().filter_map(setting);
            settings.any(|setting| setting.key == key)
        };
        for (name, value) in &values {
            match value {
                Value::Object(section) => {
                    assert!(EXAMPLE.contains(&format!("\n[{name}]\n")), "{name}");
                    for key in section.keys() {
                        assert!(is_named(key), "{name}.{key}");
                    }
                }
                _ => assert!(is_named(name), "{name}"),
            }
        }
    }

    #[test]
    fn what_is_printed_is_what_is_in_force() {
        let overrides = [
            "market=11111111111111111111111111111112",
            "keypair=/etc/keeper.json",
            "observe.every_secs=7",
            "liquidate.max_contracts=1.5",
            "fees.sol_price=210.25",
            "jobs=[\"observe\", \"redeem\"]",
            "log.format=json",
        ];
        let config = Config::parse("", &overrides.map(str::to_owned)).unwrap();
        let printed = annotated(&config);
        assert_eq!(Config::parse(&printed, &[]).unwrap(), config);
        assert!(printed.contains("every_secs = 7 "), "{printed}");
        assert_eq!(printed.lines().count(), EXAMPLE.lines().count());
    }
}
