//! Work on a stranger's file in a process of its own, with bounds on its memory and its time: a
//! file made to break its reader ends that process, and not the server.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// The address space of the work, in bytes.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// The allocator sets aside as many addresses as the bound has, and by the luck of where they lie
/// one of twenty-five long lists had none left: within the bound it sets aside none.
const NOTHING_SET_ASIDE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "0");
/// Its time on the processor, in seconds.
const SECONDS: u64 = 10;
/// How long the server waits for it, its turn included.
const PATIENCE: Duration = Duration::from_secs(30);
/// Files worked on at the same time.
const PLACES: usize = 2;

/// Where such work is done. Cheap to clone; clones share their places.
#[derive(Debug, Clone)]
pub struct Apart {
    program: PathBuf,
    places: Arc<Semaphore>,
}

/// The work ended without an answer: it took too much memory or time, or broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work ended without an answer")]
pub struct Broken;

impl Apart {
    /// In processes of the program that runs, also when its file was replaced since.
    pub fn here() -> Self {
        Self::of("/proc/self/exe")
    }

    /// In processes of this program.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            places: Arc::new(Semaphore::new(PLACES)),
        }
    }

    /// Gives the input to a command of the program, and answers with what it wrote.
    pub async fn run(&self, command: &str, input: &[u8]) -> Result<Result<Vec<u8>, Broken>> {
        let work = async {
            let _place = self.places.acquire().await.map_err(Error::internal)?;
            self.once(command, input).await.map_err(Error::internal)
        };
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(answer) => answer,
            Err(_) => Ok(Err(Broken)),
        }
    }

    async fn once(&self, command: &str, input: &[u8]) -> io::Result<Result<Vec<u8>, Broken>> {
        let mut child = Command::new(&self.program)
            .arg(command)
            .env(NOTHING_SET_ASIDE.0, NOTHING_SET_ASIDE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut pipe) = child.stdin.take() {
            // One that ended already takes nothing; how it ended is told by its exit.
            pipe.write_all(input).await.ok();
        }
        let done = child.wait_with_output().await?;
        Ok(if done.status.success() {
            Ok(done.stdout)
        } else {
            tracing::info!(command, status = %done.status, "work of a file ended without an answer");
            Err(Broken)
        })
    }
}

/// Bounds this process, before it looks at what it was given.
pub fn confine() -> io::Result<()> {
    let at_most = |limit| Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    setrlimit(Resource::As, at_most(MEMORY))?;
    setrlimit(Resource::Cpu, at_most(SECONDS))?;
    // A file made to break its reader leaves no image of it on the disk.
    setrlimit(Resource::Core, at_most(0))?;
    Ok(())
}
