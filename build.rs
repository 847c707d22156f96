//! What Cargo cannot know by itself.

fn main() {
    // The migrations stand in the program: a new folder is no change of a source that Cargo sees.
    println!("cargo:rerun-if-changed=migrations");
    // Five megabytes of addresses to be set at the start become 0.1; Debian's glibc reads them since
    // 2.36.
    println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
}
