// Package store finds cases and keeps them: the built-in ones, folders and
// files. The truth is the files; there is nothing beside them but a journal of
// the changes made with the program (.entente/journal.jsonl in the folder of
// the case), which lets a change be taken back after a restart too.
//
// A file is written whole to a temporary file beside it, flushed, and renamed,
// so that a reader sees the old bytes or the new ones and nothing between. A
// change is refused when the file is no longer the one it was made on.
package store
