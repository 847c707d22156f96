//! Work on a stranger's file in a process of its own, with bounds on its memory and its time: a
//! file made to break its reader ends that process, and not the server.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All the work is told; what the server was told (passwords, addresses) is none of its business.
/// The allocator sets aside as many addresses as the bound has, and by the luck of where they lie
/// one of twenty-five long lists had none left: within the bound it sets aside none. One file is
/// worked on by one thread: each thread more wants memory of its own.
const TOLD: [(&str, &str); 2] = [("MIMALLOC_ARENA_RESERVE", "0"), ("RAYON_NUM_THREADS", "1")];

/// What a build that is not optimised takes longer, beside one that is, on a slow machine.
const SLOWER: u64 = if cfg!(debug_assertions) { 4 } else { 1 };

/// A kind of work, and what it may take.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// The command of the program that does it.
    pub command: &'static str,
    /// Memory of its own that one process may have, in bytes.
    pub memory: u64,
    /// Time of one process on the processor, in seconds; more in a build that is not optimised.
    pub seconds: u64,
    /// How long one who asks waits for a turn, and then as long again for the answer.
    pub patience: Duration,
    /// Processes at the same time.
    pub places: usize,
    /// Those who wait for a turn; one more is sent away at once.
    pub queue: usize,
}

/// Where such work is done. Cheap to clone; clones share their places.
#[derive(Debug, Clone)]
pub struct Apart {
    program: PathBuf,
    rooms: Arc<Mutex<BTreeMap<&'static str, Room>>>,
}

/// The places of one kind of work, and those before its door.
#[derive(Debug, Clone)]
struct Room {
    places: Arc<Semaphore>,
    door: Arc<Semaphore>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// The work ended without one: it took too much memory or time, or broke.
    #[error("the work ended without an answer")]
    Broken,
    /// Too many wait already, or no turn came in time.
    #[error("too much of this work at once")]
    Busy,
    /// The process could not be started or asked.
    #[error("a process apart: {0}")]
    Failed(#[from] io::Error),
}

impl Apart {
    /// In processes of the program that runs, also when its file was replaced since.
    pub fn here() -> Self {
        Self::of("/proc/self/exe")
    }

    /// In processes of this program.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            rooms: Arc::default(),
        }
    }

    fn room(&self, work: &Work) -> Room {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || Room {
            places: Arc::new(Semaphore::new(work.places)),
            door: Arc::new(Semaphore::new(work.places + work.queue)),
        };
        rooms.entry(work.command).or_insert_with(made).clone()
    }

    /// Gives the input, in pieces as it came, to the work, and answers with what that wrote.
    pub async fn run(&self, work: &Work, input: Vec<Vec<u8>>) -> Result<Vec<u8>, NoAnswer> {
        let room = self.room(work);
        let _standing = room.door.try_acquire().or(Err(NoAnswer::Busy))?;
        let _place = turn(&room, work).await?;
        match tokio::time::timeout(work.patience, self.once(work, input)).await {
            Ok(answer) => answer,
            Err(_) => Err(NoAnswer::Broken),
        }
    }

    async fn once(&self, work: &Work, input: Vec<Vec<u8>>) -> Result<Vec<u8>, NoAnswer> {
        let mut child = Command::new(&self.program)
            .arg(work.command)
            .env_clear()
            .envs(TOLD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut pipe) = child.stdin.take() {
            for piece in input {
                // One that ended already takes nothing; how it ended is told by its exit.
                pipe.write_all(&piece).await.ok();
            }
        }
        let done = child.wait_with_output().await?;
        if done.status.success() {
            return Ok(done.stdout);
        }
        tracing::info!(command = work.command, status = %done.status, "work of a file ended without an answer");
        Err(NoAnswer::Broken)
    }
}

async fn turn(room: &Room, work: &Work) -> Result<OwnedSemaphorePermit, NoAnswer> {
    let place = Arc::clone(&room.places).acquire_owned();
    match tokio::time::timeout(work.patience, place).await {
        Ok(Ok(place)) => Ok(place),
        Ok(Err(_)) | Err(_) => Err(NoAnswer::Busy),
    }
}

/// Bounds this process, before it looks at what it was given: it reads, computes and answers.
pub fn confine(work: &Work) -> io::Result<()> {
    let at_most = |limit| Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    setrlimit(Resource::Data, at_most(work.memory))?;
    setrlimit(Resource::Cpu, at_most(work.seconds * SLOWER))?;
    // A file made to break its reader leaves no image of it on the disk, and nothing else.
    setrlimit(Resource::Core, at_most(0))?;
    setrlimit(Resource::Fsize, at_most(0))?;
    setrlimit(Resource::Nofile, at_most(0))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;

    /// A program that does this instead of the work.
    fn program(folder: &Path, does: &str) -> Apart {
        let path = folder.join("program");
        std::fs::write(&path, format!("#!/bin/sh\n{does}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        Apart::of(path)
    }

    fn work() -> Work {
        Work {
            command: "work",
            memory: 1,
            seconds: 1,
            patience: Duration::from_secs(20),
            places: 1,
            queue: 1,
        }
    }

    #[tokio::test]
    async fn it_is_told_nothing_of_the_server() {
        let folder = tempfile::tempdir().unwrap();
        let apart = program(folder.path(), "cat > /dev/null; /usr/bin/env");
        let told = apart.run(&work(), vec![b"x".to_vec()]).await.unwrap();
        let told = String::from_utf8(told).unwrap();
        // A shell sets the last three for itself.
        let known = ["MIMALLOC_", "RAYON_", "PWD=", "SHLVL=", "_="];
        let only = |line: &str| known.iter().any(|name| line.starts_with(name));
        assert!(
            told.lines().all(only) && told.contains("RAYON_NUM_THREADS=1"),
            "{told}"
        );
    }

    #[tokio::test]
    async fn one_that_dies_or_never_ends_gives_no_answer() {
        let folder = tempfile::tempdir().unwrap();
        let dies = program(folder.path(), "echo half; kill -9 $$");
        let ended = dies.run(&work(), Vec::new()).await;
        assert!(matches!(ended, Err(NoAnswer::Broken)), "{ended:?}");
        let folder = tempfile::tempdir().unwrap();
        let patience = Duration::from_millis(100);
        let short = Work { patience, ..work() };
        let never = program(folder.path(), "exec sleep 60");
        let ended = never.run(&short, Vec::new()).await;
        assert!(matches!(ended, Err(NoAnswer::Broken)), "{ended:?}");
    }

    #[tokio::test]
    async fn beyond_the_queue_one_is_sent_away_and_another_kind_of_work_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let apart = program(folder.path(), "exec sleep 1");
        let work = work();
        let other = Work {
            command: "other",
            ..work
        };
        let (one, two, three, other) = tokio::join!(
            apart.run(&work, Vec::new()),
            async {
                tokio::task::yield_now().await;
                apart.clone().run(&work, Vec::new()).await
            },
            async {
                tokio::time::sleep(Duration::from_millis(200)).await;
                apart.run(&work, Vec::new()).await
            },
            apart.run(&other, Vec::new()),
        );
        assert!(one.is_ok() && two.is_ok() && other.is_ok());
        assert!(matches!(three, Err(NoAnswer::Busy)), "{three:?}");
    }
}
