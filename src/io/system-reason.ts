/** The system's reason in plain words where they are known. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the file system is read-only";
    case "ENOSPC":
      return "no space is left on the device";
    case "ENOENT":
      return "its folder does not exist";
    case "ENOTDIR":
      return "a part of its path is a file, not a folder";
    default:
      return message;
  }
}
