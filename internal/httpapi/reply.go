package httpapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"entente/internal/version"
	"entente/internal/web"
)

// reply is an answer that is bytes already.
type reply struct {
	Status      int
	Kind        string `header:"Content-Type" hidden:"true"`
	Tag         string `header:"ETag" doc:"Changes when the answer does."`
	Cache       string `header:"Cache-Control" hidden:"true"`
	Disposition string `header:"Content-Disposition" hidden:"true"`
	Policy      string `header:"Content-Security-Policy" hidden:"true"`
	Body        []byte
}

const jsonType = "application/json"

// reply answers with a body, or with "not modified" to a client that has it.
func (in *Conditional) reply(body []byte, tag string) *reply {
	out := &reply{Status: http.StatusOK, Kind: jsonType, Tag: tag, Cache: "no-cache", Body: body}
	if tag != "" && web.Matches(in.IfNoneMatch, tag) {
		out.Status, out.Kind, out.Body = http.StatusNotModified, "", nil
	}
	return out
}

// replyJSON encodes an answer and tags it by its bytes.
func (in *Conditional) replyJSON(v any) (*reply, error) {
	body, err := encode(v)
	if err != nil {
		return nil, err
	}
	return in.reply(body, tagOf(body)), nil
}

// encode is the one way in which answers become bytes: UTF-8, one line, members
// in the order of the types.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encoding %T: %w", v, err)
	}
	return b.Bytes(), nil
}

// tagOf is an entity tag for a body, or for the key of an answer that this
// version always computes to the same bytes.
func tagOf(parts ...[]byte) string {
	h := sha256.New()
	h.Write([]byte(version.Version))
	for _, p := range parts {
		h.Write(p)
	}
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// answers describes an operation that returns T.
func answers[T any](api huma.API, op huma.Operation) huma.Operation {
	schema := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[T](), true, "")
	return describe(api, op, map[string]*huma.MediaType{jsonType: {Schema: schema}})
}

// describe adds the responses that all operations share.
func describe(api huma.API, op huma.Operation, content map[string]*huma.MediaType) huma.Operation {
	schemas := api.OpenAPI().Components.Schemas
	problems := func(t reflect.Type) map[string]*huma.MediaType {
		return map[string]*huma.MediaType{problemType: {Schema: schemas.Schema(t, true, "")}}
	}
	op.MaxBodyBytes = maxBody
	op.Responses = map[string]*huma.Response{
		"200":     {Description: "The answer.", Content: content},
		"422":     {Description: "The case or the request is wrong; problems says where and what to do.", Content: problems(reflect.TypeFor[WrongInput]())},
		"default": {Description: "An error, as in RFC 9457.", Content: problems(reflect.TypeFor[huma.ErrorModel]())},
	}
	if op.Method == http.MethodPost {
		op.Responses["409"] = &huma.Response{
			Description: "The case cannot be changed, or there is nothing to undo.",
			Content:     problems(reflect.TypeFor[Conflict]()),
		}
	}
	return op
}
