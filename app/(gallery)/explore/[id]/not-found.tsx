import { NotPublic } from "@/components/explore/not-public";

export default function NotFound() {
  return <NotPublic what="image" />;
}
