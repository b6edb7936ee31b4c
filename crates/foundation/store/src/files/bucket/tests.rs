//! Files in a bucket, as a server on this machine keeps it.

use super::{super::Files, fake::FakeS3, *};

fn files(folder: &FilePath, fake: &FakeS3) -> Files {
    let settings = BucketSettings {
        endpoint: fake.endpoint.clone(),
        region: "eu-west-1".into(),
        bucket: "house".into(),
        prefix: "of/files".into(),
        access_key: "key".into(),
        secret_key: "secret".into(),
    };
    Files::in_bucket(folder, &settings).unwrap()
}

async fn keep(files: &Files, bytes: Vec<u8>) -> io::Result<Hash> {
    let piece = stream::iter([Ok::<_, io::Error>(Bytes::from(bytes))]);
    let arrived = files.receive(piece, u64::MAX).await.unwrap();
    files.keep(arrived).await
}

async fn read(files: &Files, hash: &Hash, start: u64, length: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(pieces) = files.read(hash, start, length).await? else { return Ok(None) };
    let all: Vec<Bytes> = pieces.try_collect().await?;
    Ok(Some(all.concat()))
}

fn aside(folder: &FilePath) -> usize {
    std::fs::read_dir(folder.join("incoming")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_file_is_kept_read_in_parts_and_thrown_away() {
    let (folder, fake) = (tempfile::tempdir().unwrap(), FakeS3::start().await);
    let files = files(folder.path(), &fake);
    let hash = keep(&files, b"good morning".to_vec()).await.unwrap();
    assert_eq!(keep(&files, b"good morning".to_vec()).await.unwrap(), hash);
    let keys: Vec<String> = fake.held().files.keys().cloned().collect();
    assert_eq!(keys, [format!("/house/of/files/sha256/{hash}")]);
    assert_eq!(aside(folder.path()), 0, "nothing stays on this machine");
    assert_eq!(files.size(&hash).await.unwrap(), Some(12));
    assert_eq!(read(&files, &hash, 0, 12).await.unwrap().unwrap(), b"good morning");
    assert_eq!(read(&files, &hash, 5, 4).await.unwrap().unwrap(), b"morn");
    assert_eq!(read(&files, &hash, 5, 0).await.unwrap().unwrap(), b"");
    files.remove(&hash).await.unwrap();
    files.remove(&hash).await.unwrap();
    assert_eq!(files.size(&hash).await.unwrap(), None);
    assert_eq!(read(&files, &hash, 0, 1).await.unwrap(), None);
    files.probe().await.unwrap();
    assert!(fake.held().files.is_empty());
}

#[tokio::test]
async fn what_is_large_goes_in_parts_and_is_there_when_all_are() {
    let (folder, fake) = (tempfile::tempdir().unwrap(), FakeS3::start().await);
    let files = files(folder.path(), &fake);
    let film: Vec<u8> = (0..20 << 20).map(|n: u32| n.to_le_bytes()[n as usize % 3]).collect();
    fake.held().refuse_parts_from = Some(2);
    keep(&files, film.clone()).await.expect_err("a part is refused");
    assert!(fake.held().files.is_empty(), "half a file is none");
    assert!(fake.held().uploads.is_empty(), "nor do parts stay");
    assert_eq!(aside(folder.path()), 0);
    fake.held().refuse_parts_from = None;
    let hash = keep(&files, film.clone()).await.unwrap();
    assert_eq!(read(&files, &hash, 0, film.len() as u64).await.unwrap().unwrap(), film);
    let middle = read(&files, &hash, 9 << 20, 1000).await.unwrap().unwrap();
    assert_eq!(middle, film[9 << 20..(9 << 20) + 1000]);
}

#[tokio::test]
async fn what_fails_is_said() {
    let (folder, fake) = (tempfile::tempdir().unwrap(), FakeS3::start().await);
    let files = files(folder.path(), &fake);
    let hash = keep(&files, vec![7; 100_000]).await.unwrap();
    fake.held().break_off_after = Some(1000);
    // An answer that breaks off is asked for anew, or is an error: never less than was asked for.
    if let Ok(Some(all)) = read(&files, &hash, 0, 100_000).await {
        assert_eq!(all.len(), 100_000);
    }
    fake.held().break_off_after = None;
    fake.held().denied = true;
    files.size(&hash).await.expect_err("no answer is no absence");
    read(&files, &hash, 0, 1).await.expect_err("no answer is no absence");
    files.remove(&hash).await.expect_err("it is still there");
    keep(&files, b"more".to_vec()).await.expect_err("it is not kept");
    assert_eq!(aside(folder.path()), 0);
    files.probe().await.expect_err("a doctor sees it");
    assert_eq!(fake.held().files.len(), 1);
}
