-- Version 7. Tokens that a provider's cache served.

ALTER TABLE exchanges ADD COLUMN cached_tokens INTEGER;  -- of input_tokens; null: the endpoint does not say

UPDATE exchanges SET cached_tokens = json_extract(response, '$.usage.prompt_tokens_details.cached_tokens')
WHERE CASE WHEN json_valid(response)
  THEN typeof(json_extract(response, '$.usage.prompt_tokens_details.cached_tokens')) = 'integer' END;
