//! A real Postfix with everything of its own in a temporary directory, on a loopback port.
//!
//! Mail to anybody at example.cn lands in one Maildir. It needs the package `postfix` and root.

use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use gaoshi::config::{Smtp, SmtpTls};
use gaoshi::platform::mail::{Mailer, Relay};
use tempfile::TempDir;

const NOBODY: u32 = 65_534;

/// The mail server; it stops when dropped.
pub(crate) struct Postfix {
    dir: TempDir,
    pub(crate) port: u16,
}

impl Postfix {
    /// A started server that takes every mail.
    pub(crate) fn start() -> Self {
        let dir = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let server = Self { dir, port };
        open_to_all(&server.path(""));
        for name in ["etc", "queue", "data", "mail"] {
            std::fs::create_dir(server.path(name)).unwrap();
            open_to_all(&server.path(name));
        }
        chown(server.path("mail"), Some(NOBODY), Some(NOBODY)).unwrap();
        let postfix = Command::new("id")
            .args(["-u", "postfix"])
            .output()
            .unwrap()
            .stdout;
        let uid = String::from_utf8(postfix).unwrap().trim().parse().unwrap();
        chown(server.path("data"), Some(uid), None).unwrap();
        server.write("etc/main.cf", &server.main_cf());
        server.write("etc/master.cf", &server.master_cf());
        server.write("etc/access", "");
        server.up();
        server
    }

    /// From now on these addresses get these answers: `("a@example.cn", "450 later")`.
    pub(crate) fn answer(&self, answers: &[(&str, &str)]) {
        let lines = answers
            .iter()
            .map(|(to, answer)| format!("/^{to}$/ {answer}\n"));
        self.write("etc/access", &lines.collect::<String>());
        self.postfix("reload");
        self.wait_until(|| TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Starts it.
    pub(crate) fn up(&self) {
        self.postfix("start");
        self.wait_until(|| TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Stops it.
    pub(crate) fn down(&self) {
        self.postfix("stop");
        self.wait_until(|| TcpStream::connect(("127.0.0.1", self.port)).is_err());
    }

    /// A mailer that sends over it.
    pub(crate) fn mailer(&self, connections: usize) -> Mailer {
        let smtp = Smtp {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            tls: SmtpTls::None,
            user: None,
            password: None,
            ca_file: None,
        };
        Mailer::Smtp(Relay::new(&smtp, "wuye@example.cn", connections).unwrap())
    }

    /// The mails that arrived, once there are so many.
    pub(crate) fn mails(&self, count: usize) -> Vec<String> {
        let inbox = self.path("mail/inbox/new");
        let read = || -> Vec<String> {
            let Ok(entries) = std::fs::read_dir(&inbox) else {
                return Vec::new();
            };
            entries
                .map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap())
                .collect()
        };
        self.wait_until(|| read().len() >= count);
        read()
    }

    #[expect(clippy::disallowed_methods, reason = "waits for another program")]
    fn wait_until(&self, done: impl Fn() -> bool) {
        let begun = Instant::now();
        while !done() {
            if begun.elapsed() > Duration::from_secs(20) {
                let log = std::fs::read_to_string(self.path("data/log")).unwrap_or_default();
                panic!("postfix did not do it in 20 s:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn postfix(&self, order: &str) {
        let out = Command::new("postfix")
            .arg("-c")
            .arg(self.path("etc"))
            .arg(order)
            .output();
        let out = out.expect("postfix is installed; script/test installs it");
        let told = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "postfix {order}: {told}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn main_cf(&self) -> String {
        let dir = self.dir.path().display();
        format!(
            "compatibility_level = 3.6\nqueue_directory = {dir}/queue\ndata_directory = {dir}/data\n\
             maillog_file = {dir}/data/log\nmaillog_file_prefixes = {dir}\n\
             myhostname = mx.example.cn\nmydestination =\nmynetworks = 127.0.0.0/8\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nalias_maps =\nalias_database =\n\
             virtual_mailbox_domains = example.cn\nvirtual_mailbox_base = {dir}/mail\n\
             virtual_mailbox_maps = static:inbox/\nvirtual_minimum_uid = 100\n\
             virtual_uid_maps = static:{NOBODY}\nvirtual_gid_maps = static:{NOBODY}\n\
             smtpd_recipient_restrictions = check_recipient_access regexp:{dir}/etc/access, \
             permit_mynetworks, reject\nsmtputf8_enable = no\n"
        )
    }

    fn master_cf(&self) -> String {
        let port = self.port;
        format!(
            "127.0.0.1:{port} inet n - n - - smtpd\ncleanup unix n - n - 0 cleanup\n\
             qmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\n\
             bounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n\
             trace unix - - n - 0 bounce\nerror unix - - n - - error\nretry unix - - n - - error\n\
             proxymap unix - - n - - proxymap\nanvil unix - - n - 1 anvil\n\
             virtual unix - n n - - virtual\npostlog unix-dgram n - n - 1 postlogd\n"
        )
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        // A server that was taken down already has nothing to stop.
        Command::new("postfix")
            .arg("-c")
            .arg(self.path("etc"))
            .arg("stop")
            .output()
            .ok();
    }
}

fn open_to_all(path: &std::path::Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}
