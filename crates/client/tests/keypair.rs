//! Keypair files, good and bad.
#![cfg(all(feature = "rpc", unix))]

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use ballast_client::rpc::keypair::{read, KeypairError};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tempfile::TempDir;

fn file(folder: &TempDir, text: &str, mode: u32) -> PathBuf {
    let path = folder.path().join("id.json");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    path
}

#[test]
fn a_private_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let keypair = Keypair::new_from_array([9; 32]);
    let text = serde_json::to_string(&keypair.to_bytes().to_vec()).unwrap();
    for mode in [0o600, 0o400] {
        let path = file(&folder, &text, mode);
        assert_eq!(read(&path).unwrap().pubkey(), keypair.pubkey());
        fs::remove_file(path).unwrap();
    }
    for mode in [0o640, 0o604, 0o622, 0o644] {
        let error = read(&file(&folder, &text, mode)).unwrap_err();
        let public = matches!(&error, KeypairError::Public { mode: told, .. } if *told == mode);
        assert!(public, "{error}");
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
}

#[test]
fn nothing_of_a_bad_file_is_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let secret: Vec<u8> = (100..164).collect();
    let secret = serde_json::to_string(&secret).unwrap();
    for (text, why) in [
        (secret.as_str(), "second half"),
        ("[101,102,103]", "3 numbers, not 64"),
        ("[101,102,4242]", "JSON array"),
        ("\"hunter2 hunter2\"", "JSON array"),
        ("", "JSON array"),
    ] {
        let error = read(&file(&folder, text, 0o600)).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert!(
            !error.contains("101") && !error.contains("hunter"),
            "{error}"
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(&folder.path().join("none.json")).unwrap_err();
    assert!(matches!(error, KeypairError::Unreadable(_)), "{error}");
}
