// Peer PORT CERTIFICATE KEY: the echo service on C++ gRPC's callback API, until it is killed.
//
// Unary messages stay bytes (the "raw" methods of the generated service), so that the peer pays
// for no codec. EchoLater is the asynchronous handler: it hands its reactor to one other thread,
// which finishes it. That is what a handler that waits for something has to do in this API, and
// with a queue that the thread empties at once it is the cheapest way to do it; grpc::Alarm goes
// through the timer threads and costs more.
#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "Echo.grpc.pb.h"

namespace {

using grpc::ByteBuffer;
using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;
using grpc::ServerWriteReactor;
using tidemark::bench::v1::Echo;
using tidemark::bench::v1::Message;

class Finisher {
 public:
  Finisher() : thread_([this] { Run(); }) { thread_.detach(); }

  void Add(ServerUnaryReactor* reactor) {
    bool was_empty;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      was_empty = waiting_.empty();
      waiting_.push_back(reactor);
    }
    if (was_empty) changed_.notify_one();
  }

 private:
  void Run() {
    std::vector<ServerUnaryReactor*> taken;
    for (;;) {
      {
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait(lock, [this] { return !waiting_.empty(); });
        taken.swap(waiting_);
      }
      for (ServerUnaryReactor* reactor : taken) reactor->Finish(grpc::Status::OK);
      taken.clear();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<ServerUnaryReactor*> waiting_;
  std::thread thread_;
};

class Subscription final : public ServerWriteReactor<Message> {
 public:
  explicit Subscription(const Message& order) : left_(order.count()) {
    answer_.set_payload(std::string(order.payload_bytes(), 'a'));
    Next();
  }

  void OnWriteDone(bool ok) override {
    if (ok) {
      Next();
    } else {
      Finish(grpc::Status::CANCELLED);
    }
  }

  void OnDone() override { delete this; }

 private:
  void Next() {
    if (left_ == 0) {
      Finish(grpc::Status::OK);
    } else {
      left_ -= 1;
      StartWrite(&answer_);
    }
  }

  Message answer_;
  uint64_t left_;
};

using Service = Echo::WithRawCallbackMethod_EchoNow<
    Echo::WithRawCallbackMethod_EchoLater<Echo::WithCallbackMethod_Stream<Echo::Service>>>;

class EchoService final : public Service {
 public:
  ServerUnaryReactor* EchoNow(CallbackServerContext* context, const ByteBuffer* request,
                              ByteBuffer* answer) override {
    *answer = *request;
    ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  ServerUnaryReactor* EchoLater(CallbackServerContext* context, const ByteBuffer* request,
                                ByteBuffer* answer) override {
    *answer = *request;
    ServerUnaryReactor* reactor = context->DefaultReactor();
    finisher_.Add(reactor);
    return reactor;
  }

  ServerWriteReactor<Message>* Stream(CallbackServerContext*, const Message* order) override {
    return new Subscription(*order);
  }

 private:
  Finisher finisher_;
};

std::string Contents(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 64;
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({Contents(words[3]), Contents(words[2])});
  EchoService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("127.0.0.1:") + words[1],
                           grpc::SslServerCredentials(options));
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (!server) return 1;
  server->Wait();
}
