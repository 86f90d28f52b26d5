// Package referencetest gives tests the reference cases: published or
// constructed inputs with known answers, which are kept beside the repository
// and not in it, because some of their data may be used and not shipped.
package referencetest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Folder returns the folder that holds reference/ and seeds/: the one named in
// ENTENTE_SHARED, else the sibling "shared" of the repository. Where there is
// none the test is skipped, loudly.
func Folder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("ENTENTE_SHARED")
	for up := "."; dir == "" && len(up) < 40; up = filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			dir = filepath.Join(up, "..", "shared")
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "reference")); err != nil {
		t.Skipf("REFERENCE CASES NOT AT HAND, nothing was compared: %v (set ENTENTE_SHARED to the folder that holds reference/)", err)
	}
	return dir
}

// Read returns a file of the reference cases, such as "bargaining/basics.json".
// A file that is not there skips the test.
func Read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Folder(t), "reference", path))
	if err != nil {
		t.Skipf("REFERENCE CASE NOT AT HAND, nothing was compared: %v", err)
	}
	return data
}

// JSON reads a file of the reference cases into a value.
func JSON(t testing.TB, path string, into any) {
	t.Helper()
	if err := json.Unmarshal(Read(t, path), into); err != nil {
		t.Fatal(err)
	}
}
