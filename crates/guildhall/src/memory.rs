//! What the C library's allocator is told: left to itself it keeps most of what a flood of large
//! requests made it take, once for each thread, and gives nothing of it back. It reads its settings
//! before a program begins, so that the server begins once more with them, as the same process.

/// How many heaps there are, whatever the number of threads; and from which size on a piece is the
/// system's again as soon as it is freed. Who sets one of them is obeyed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const SETTINGS: [(&str, &str); 2] =
    [("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

/// Begins the program anew with the settings, unless it has them. Where that is not possible it goes on
/// without them.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn settle() {
    use std::os::unix::process::CommandExt as _;

    let missing = |(name, _): &(&str, &str)| std::env::var_os(name).is_none();
    if !SETTINGS.iter().any(missing) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut arguments = std::env::args_os();
    let mut command = std::process::Command::new(program);
    if let Some(name) = arguments.next() {
        command.arg0(name);
    }
    let settings = SETTINGS.iter().copied().filter(missing);
    // It returns only when it has failed, and then nothing has changed.
    let _ = command.args(arguments).envs(settings).exec();
}

/// Other allocators are left as they are.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn settle() {}
