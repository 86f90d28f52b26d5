package spelling

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"because", "base-access", "russia", "iran.hardliners", "a"}
	for word, want := range map[string]string{
		"becuase": "because", "Because": "because", "base-acess": "base-access", "rusia": "russia", "hardliners": "iran.hardliners",
		"xyz": "", "b": "", "": "", "russia": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
