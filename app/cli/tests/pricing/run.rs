//! A command on a file of its own, and what came of it.

use std::{fs, path::PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The result columns of `greeks`.
pub const GREEKS: [&str; 9] = [
    "price", "delta", "gamma", "vega", "theta", "rho", "vanna", "volga", "charm",
];
/// The columns `greeks` needs.
pub const HEADER: &str = "S,K,T_years,r,sigma,type";

/// A folder with an input, and what a command made of it.
pub struct Run {
    folder: TempDir,
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    pub fn new(command: &str, input: impl AsRef<[u8]>, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("in.csv"), input).expect("written");
        let mut ballast = Command::cargo_bin("ballast").expect("the binary");
        let ballast = ballast.current_dir(folder.path());
        let output = ballast.args([command, "--input", "in.csv"]).args(more);
        let output = output.output().expect("it runs");
        Self {
            folder,
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).expect("text")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    pub fn files(&self) -> usize {
        fs::read_dir(self.folder.path()).expect("a folder").count()
    }

    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""));
        self
    }
}

pub fn greeks(rows: &[&str]) -> Run {
    Run::new("greeks", format!("{HEADER}\n{}\n", rows.join("\n")), &[])
}

/// The cells under a name; of two such columns, those of the last.
pub fn column(csv: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let names: Vec<&str> = header.iter().collect();
    let place = names.iter().rposition(|have| *have == name).expect(name);
    let records = reader.records().map(|record| record.expect("a row"));
    records.map(|record| record[place].to_owned()).collect()
}

pub fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}
